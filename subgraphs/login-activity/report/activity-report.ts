import { DAY } from "../../kernel/clock.ts";
import { badInput } from "../../kernel/refusal.ts";
import { checkFilter } from "../activity-filter.ts";
import type { ActivityFilter } from "../activity.ts";
import { cuboidOf, WHOLE, type Cuboid } from "./cuboid.ts";
import { wantedBy, type Axis, type ReportDimension, type Value } from "./dimension.ts";
import { PRIVACY_FLOOR, withheldRows } from "./privacy.ts";
import { MOST_LINES, reportTable, type Line } from "./report-table.ts";
import type { ReportReader, RollUps } from "./roll-up.ts";
import { cutSpan, type Span, type TimeBucket } from "./span.ts";

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
const inOrder = (one: Line, other: Line): number =>
  (one.bucket?.getTime() ?? 0) - (other.bucket?.getTime() ?? 0) ||
  one.values.map((value, nth) => compare(value, other.values[nth] ?? null)).find((it) => it !== 0) ||
  0;
const compare = (one: Value, other: Value): number => (one === other ? 0 : (one ?? "") < (other ?? "") ? -1 : 1);

/**
 * Reads whole days from the smallest daily roll-up that has the axes, the hours beside them from an hourly one, and from the
 * rows only what no roll-up can tell: the ends of the range within an hour, and what came in the last moments.
 */
const fill = async (table: ReturnType<typeof reportTable>, reader: ReportReader, asked: ReportAsked): Promise<void> => {
  const axes = new Set<Axis>([...asked.groupBy, ...wantedBy(asked.filter ?? {}).map(({ axis }) => axis)]);
  const daily = asked.bucket === "HOUR" ? null : cuboidOf("DAY", axes);
  const hourly = cuboidOf("HOUR", axes) ?? WHOLE;
  const cut = cutSpan(spanOf(asked), daily !== null);
  const readCubes = async (cuboid: Cuboid, spans: Span[]) => {
    for (const span of spans) for await (const cube of reader.cubes(cuboid, span)) table.addCube(cube);
  };
  if (daily) await readCubes(daily, cut.days);
  await readCubes(hourly, cut.hours);
  for (const span of [...cut.days, ...cut.hours]) for await (const row of reader.waitingRows(span)) table.addRow(row);
  for (const span of cut.rows) for await (const row of reader.rows(span)) table.addRow(row);
};

/** How many events and accounts, by time and dimension, with nobody recognisable in it. */
export const activityReport =
  ({ rollUps }: { rollUps: Pick<RollUps, "reading"> }) =>
  async (asked: ReportAsked): Promise<ActivityReport> => {
    checkReport(asked);
    const groupBy = [...new Set(asked.groupBy)];
    const question = { ...asked, groupBy };
    return rollUps.reading(async (reader) => {
      const table = reportTable({ bucket: asked.bucket ?? null, groupBy, wanted: wantedBy(asked.filter ?? {}) });
      await fill(table, reader, question);
      const lines = (await table.lines(reader)).sort(inOrder);
      const isEnough = lines.some(({ accounts }) => accounts >= PRIVACY_FLOOR);
      // Where the whole is too small, not even how many rows it had is told.
      if (!isEnough && (await table.accountsOfAll(reader)) < PRIVACY_FLOOR)
        return { rows: [], suppressedRows: 0, privacyFloor: PRIVACY_FLOOR };
      const withheld = withheldRows(lines.map((line) => ({ place: placeOf(line), accounts: line.accounts })));
      return {
        rows: lines.filter((_, nth) => !withheld.has(nth)).map((line) => rowOf(line, groupBy)),
        suppressedRows: withheld.size,
        privacyFloor: PRIVACY_FLOOR,
      };
    });
  };

const placeOf = ({ bucket, values }: Line): string[] => [
  ...(bucket ? [bucket.toISOString()] : []),
  ...values.map((it) => it ?? "\u0000"),
];

const rowOf = ({ values, ...rest }: Line, groupBy: ReportDimension[]): ActivityReportRow => ({
  ...rest,
  values: groupBy.map((dimension, nth) => ({ dimension, value: values[nth] ?? null })),
});
