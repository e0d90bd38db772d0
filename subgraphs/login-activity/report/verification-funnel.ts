import { badInput } from "../../kernel/refusal.ts";
import type { VerificationMethod } from "../../kernel/vocabulary.ts";
import type { Verification, Verifications } from "../verification.ts";
import { checkReport, spanOf, type ReportAsked } from "./activity-report.ts";
import { keyOf } from "./cube.ts";
import type { ReportDimension, Value } from "./dimension.ts";
import { PRIVACY_FLOOR, withheldRows } from "./privacy.ts";
import { MOST_LINES } from "./report-table.ts";
import { startOf } from "./span.ts";

export type FunnelRow = {
  bucket: Date | null;
  values: { dimension: ReportDimension; value: Value }[];
  asked: number;
  sent: number;
  acknowledged: number;
  answered: number;
  signedIn: number;
  medianAnswerSeconds: number | null;
  accounts: number;
};
export type VerificationFunnel = { rows: FunnelRow[]; suppressedRows: number; privacyFloor: number };

type Counts = { asked: number; sent: number; acknowledged: number; answered: number; signedIn: number };
type Group = Counts & {
  bucket: Date | null;
  values: Value[];
  who: Set<string>;
  /** How long each answer took, and whose they are. */
  seconds: number[];
  answerers: Set<string>;
};

const checkFunnel = ({ groupBy, filter }: ReportAsked): void => {
  if (groupBy.includes("KIND")) throw badInput("groupBy", "can't name KIND here: a verification is of no kind.");
  if (filter?.kinds) throw badInput("filter.kinds", "is not for verifications, which are of no kind.");
};

const valueOf = (row: Verification, dimension: ReportDimension, method: VerificationMethod | null): Value => {
  switch (dimension) {
    case "APP":
      return row.appId;
    case "APP_VERSION":
      return row.appVersion;
    case "COUNTRY":
      return row.location?.countryCode ?? null;
    case "NETWORK":
      return row.location?.network ?? null;
    case "OS":
      return row.osName;
    case "METHOD":
      return method;
    case "KIND":
      return null;
  }
};

const isWanted = (row: Verification, { filter }: ReportAsked): boolean =>
  (!filter?.appIds || filter.appIds.includes(row.appId)) &&
  (!filter?.countryCodes || filter.countryCodes.includes(row.location?.countryCode ?? "")) &&
  (!filter?.risks || row.risks.some((risk) => filter.risks?.some((it) => it === risk)));

/** The methods that had a part in it, as far as they are asked for. */
const methodsOf = (row: Verification, { filter }: ReportAsked): VerificationMethod[] => {
  const all = new Set([
    row.method,
    ...row.sends.map(({ method }) => method),
    ...(row.answeredBy ? [row.answeredBy] : []),
  ]);
  return [...all].filter((method) => filter?.methods?.includes(method) ?? true);
};

const addTo = (group: Group, row: Verification, methods: readonly VerificationMethod[]): void => {
  const has = (method: VerificationMethod | null) => method !== null && methods.includes(method);
  group.who.add(row.accountId);
  if (has(row.method)) group.asked += 1;
  if (row.sends.some(({ method }) => has(method))) group.sent += 1;
  if (row.acknowledgedAt && has("APP_NOTIFICATION")) group.acknowledged += 1;
  if (!row.answeredAt || !has(row.answeredBy)) return;
  group.answered += 1;
  if (row.signedInAt) group.signedIn += 1;
  const since = row.sends.find(({ method }) => method === row.answeredBy)?.at ?? row.askedAt;
  group.seconds.push((row.answeredAt.getTime() - since.getTime()) / 1_000);
  group.answerers.add(row.accountId);
};

const median = (figures: readonly number[]): number => {
  const sorted = figures.toSorted((one, other) => one - other);
  const middle = sorted.length >> 1;
  const [low, high] = [sorted[sorted.length % 2 === 1 ? middle : middle - 1], sorted[middle]];
  return ((low ?? 0) + (high ?? 0)) / 2;
};

const rowOf = ({ values, who, seconds, answerers, ...rest }: Group, groupBy: ReportDimension[]): FunnelRow => ({
  ...rest,
  values: groupBy.map((dimension, nth) => ({ dimension, value: values[nth] ?? null })),
  // Of a few it would be somebody's own time.
  medianAnswerSeconds: answerers.size < PRIVACY_FLOOR ? null : median(seconds),
  accounts: who.size,
});

const groupIn = (groups: Map<string, Group>, bucket: Date | null, values: Value[]): Group => {
  const key = `${bucket?.getTime() ?? ""}\u0002${keyOf(values)}`;
  const known = groups.get(key);
  if (known) return known;
  if (groups.size >= MOST_LINES) throw badInput("groupBy", `makes more than ${MOST_LINES} rows.`);
  const counts: Counts = { asked: 0, sent: 0, acknowledged: 0, answered: 0, signedIn: 0 };
  const group: Group = { bucket, values, ...counts, who: new Set(), seconds: [], answerers: new Set() };
  groups.set(key, group);
  return group;
};

/** How far second steps came: asked, sent, seen, answered, signed in; in the bucket in which they were asked. */
export const verificationFunnel =
  ({ verifications }: { verifications: Pick<Verifications, "askedIn"> }) =>
  async (asked: ReportAsked): Promise<VerificationFunnel> => {
    checkReport(asked);
    checkFunnel(asked);
    const groupBy = [...new Set(asked.groupBy)];
    const groups = new Map<string, Group>();
    const everybody = new Set<string>();
    for await (const row of verifications.askedIn(spanOf(asked))) {
      const methods = methodsOf(row, asked);
      if (methods.length === 0 || !isWanted(row, asked)) continue;
      everybody.add(row.accountId);
      const bucket = asked.bucket ? startOf(asked.bucket, row.askedAt) : null;
      // By method a flow is in the row of each that had a part in it; else it is one.
      for (const part of groupBy.includes("METHOD") ? methods.map((it) => [it]) : [methods]) {
        const values = groupBy.map((dimension) => valueOf(row, dimension, part[0] ?? null));
        addTo(groupIn(groups, bucket, values), row, part);
      }
    }
    if (everybody.size < PRIVACY_FLOOR) return { rows: [], suppressedRows: 0, privacyFloor: PRIVACY_FLOOR };
    const all = [...groups.values()].sort((one, other) => (keyFor(one) < keyFor(other) ? -1 : 1));
    const withheld = withheldRows(all.map((it) => ({ place: placeOf(it), accounts: it.who.size })));
    return {
      rows: all.filter((_, nth) => !withheld.has(nth)).map((group) => rowOf(group, groupBy)),
      suppressedRows: withheld.size,
      privacyFloor: PRIVACY_FLOOR,
    };
  };

const placeOf = ({ bucket, values }: Group): string[] => [
  ...(bucket ? [bucket.toISOString()] : []),
  ...values.map((it) => it ?? "\u0000"),
];
const keyFor = (group: Group): string => placeOf(group).join("\u0001");
