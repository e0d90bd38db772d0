import { badInput } from "../../kernel/refusal.ts";
import { checkReport, spanOf, type ReportAsked } from "./activity-report.ts";
import type { Value, Axis, ReportDimension } from "./dimension.ts";
import { wantedBy } from "./dimension.ts";
import { funnelTable, type FunnelLine } from "./funnel-table.ts";
import { PRIVACY_FLOOR, withheldLines } from "./privacy.ts";
import { readSpan } from "./read-span.ts";
import type { RollUps } from "./roll-up.ts";

export type FunnelRow = Omit<FunnelLine, "values"> & { values: { dimension: ReportDimension; value: Value }[] };
export type VerificationFunnel = { rows: FunnelRow[]; suppressedRows: number; privacyFloor: number };

const checkFunnel = ({ groupBy, filter }: ReportAsked): void => {
  if (groupBy.includes("KIND")) throw badInput("groupBy", "can't name KIND here: a verification is of no kind.");
  if (filter?.kinds) throw badInput("filter.kinds", "is not for verifications, which are of no kind.");
};

const keyFor = ({ bucket, values }: FunnelLine): string =>
  [bucket?.toISOString() ?? "", ...values.map((it) => it ?? "\u0000")].join("\u0001");

/** How far second steps came: asked, sent, seen, answered, signed in; in the bucket in which they were asked. */
export const verificationFunnel =
  ({ rollUps }: { rollUps: Pick<RollUps, "reading" | "cuboids" | "whole"> }) =>
  async (asked: ReportAsked): Promise<VerificationFunnel> => {
    checkReport(asked);
    checkFunnel(asked);
    const groupBy = [...new Set(asked.groupBy)];
    const { methods = null, ...filter } = asked.filter ?? {};
    const [bucket, wanted] = [asked.bucket ?? null, wantedBy(filter)];
    const table = funnelTable({ bucket, groupBy, wanted, methods });
    // How each went tells of its methods.
    const named = groupBy.map((it): Axis => (it === "METHOD" ? "FLOW" : it));
    const axes = new Set<Axis>([...named, ...wanted.map(({ axis }) => axis), "FLOW"]);
    const { cuboids, whole } = rollUps;
    await rollUps.reading((reader) => readSpan(reader, { cuboids, whole, span: spanOf(asked), bucket, axes }, table));
    if (table.accountsOfAll() < PRIVACY_FLOOR) return { rows: [], suppressedRows: 0, privacyFloor: PRIVACY_FLOOR };
    const lines = table.lines().sort((one, other) => (keyFor(one) < keyFor(other) ? -1 : 1));
    const withheld = await withheldLines(lines, bucket);
    const rowOf = ({ values, ...rest }: FunnelLine): FunnelRow => ({
      ...rest,
      values: groupBy.map((dimension, nth) => ({ dimension, value: values[nth] ?? null })),
    });
    return {
      rows: lines.filter((_, nth) => !withheld.has(nth)).map(rowOf),
      suppressedRows: withheld.size,
      privacyFloor: PRIVACY_FLOOR,
    };
  };
