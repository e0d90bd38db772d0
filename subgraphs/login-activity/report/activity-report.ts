import { DAY } from "../../kernel/clock.ts";
import { badInput } from "../../kernel/refusal.ts";
import { checkFilter } from "../activity-filter.ts";
import type { ActivityFilter } from "../activity.ts";
import { CUBOIDS, WHOLE } from "./cuboid.ts";
import { wantedBy, type Axis, type ReportDimension, type Value } from "./dimension.ts";
import { PRIVACY_FLOOR, withheldLines } from "./privacy.ts";
import { readSpan } from "./read-span.ts";
import { MOST_LINES, reportTable, type Line } from "./report-table.ts";
import type { RollUps } from "./roll-up.ts";
import type { Span, TimeBucket } from "./span.ts";

export type ReportAsked = Span & {
  bucket?: TimeBucket | null;
  groupBy: ReportDimension[];
  filter?: ActivityFilter | null;
};

export type ActivityReportRow = {
  bucket: Date | null;
  values: { dimension: ReportDimension; value: Value }[];
  events: number;
  accounts: number;
};

export type ActivityReport = { rows: ActivityReportRow[]; suppressedRows: number; privacyFloor: number };

const LONGEST_BY_THE_HOUR_MS = 400 * DAY;

export const checkReport = ({ from, to, bucket, filter }: ReportAsked): void => {
  if (filter?.accountId != null) throw badInput("filter.accountId", "is not for reports, which tell of nobody alone.");
  if (from > to) throw badInput("from", "must not be after to.");
  if (filter) checkFilter(filter);
  if (bucket === "HOUR" && to.getTime() - from.getTime() > LONGEST_BY_THE_HOUR_MS)
    throw badInput("bucket", `of an hour is for 400 days at most: there would be over ${MOST_LINES} rows.`);
};

/** The report's own range, and within it the filter's. */
export const spanOf = ({ from, to, filter }: ReportAsked): Span => ({
  from: filter?.from && filter.from > from ? filter.from : from,
  to: filter?.to && filter.to < to ? filter.to : to,
});

/** The order of the table: by time, then by value; what is not known comes first. */
const inOrder = (one: Line, other: Line): number => {
  const times = (one.bucket?.getTime() ?? 0) - (other.bucket?.getTime() ?? 0);
  if (times !== 0) return times;
  for (const [nth, value] of one.values.entries()) {
    const than = other.values[nth] ?? null;
    if (value !== than) return (value ?? "") < (than ?? "") ? -1 : 1;
  }
  return 0;
};

/** How many events and accounts, by time and dimension, with nobody recognisable in it. */
export const activityReport =
  ({ rollUps }: { rollUps: Pick<RollUps, "reading"> }) =>
  async (asked: ReportAsked): Promise<ActivityReport> => {
    checkReport(asked);
    const groupBy = [...new Set(asked.groupBy)];
    const [bucket, wanted] = [asked.bucket ?? null, wantedBy(asked.filter ?? {})];
    const axes = new Set<Axis>([...groupBy, ...wanted.map(({ axis }) => axis)]);
    return rollUps.reading(async (reader) => {
      const table = reportTable({ bucket, groupBy, wanted });
      await readSpan(reader, { cuboids: CUBOIDS, whole: WHOLE, span: spanOf(asked), bucket, axes }, table);
      const lines = (await table.lines(reader)).sort(inOrder);
      const isEnough = lines.some(({ accounts }) => accounts >= PRIVACY_FLOOR);
      // Where the whole is too small, not even how many rows it had is told.
      if (!isEnough && (await table.accountsOfAll(reader)) < PRIVACY_FLOOR)
        return { rows: [], suppressedRows: 0, privacyFloor: PRIVACY_FLOOR };
      const withheld = await withheldLines(lines, bucket);
      return {
        rows: lines.filter((_, nth) => !withheld.has(nth)).map((line) => rowOf(line, groupBy)),
        suppressedRows: withheld.size,
        privacyFloor: PRIVACY_FLOOR,
      };
    });
  };

const rowOf = ({ values, ...rest }: Line, groupBy: ReportDimension[]): ActivityReportRow => ({
  ...rest,
  values: groupBy.map((dimension, nth) => ({ dimension, value: values[nth] ?? null })),
});
