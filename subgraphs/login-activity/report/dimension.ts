import type { ActivityFilter, LoginActivity } from "../activity.ts";
import { hash32 } from "./hash.ts";

export const REPORT_DIMENSIONS = ["APP", "APP_VERSION", "COUNTRY", "KIND", "METHOD", "NETWORK", "OS"] as const;
export type ReportDimension = (typeof REPORT_DIMENSIONS)[number];

/** What roll-ups are kept by: the dimensions of reports, and the risks, which a filter may name. */
export const AXES = [...REPORT_DIMENSIONS, "RISKS"] as const;
export type Axis = (typeof AXES)[number];

/** Null where the row does not know. All risks of a row are one value, joined. */
export type Value = string | null;

/** What a report needs of a row. */
export type FactRow = Pick<LoginActivity, "at" | "kind" | "accountId" | "appId" | "appVersion" | "method" | "risks"> & {
  device: { osName: string } | null;
  location: { countryCode: string | null; network: string } | null;
};

export type Fact = { at: Date; account: number | null; values: Record<Axis, Value> };

/** A client may call itself anything; what it is counted under is cut. */
const LONGEST_VALUE = 64;
const cut = (word: string | null): Value => word?.slice(0, LONGEST_VALUE) ?? null;

export const factOf = (row: FactRow): Fact => ({
  at: row.at,
  account: row.accountId === null ? null : hash32(row.accountId),
  values: {
    APP: cut(row.appId),
    APP_VERSION: cut(row.appVersion),
    COUNTRY: row.location?.countryCode ?? null,
    KIND: row.kind,
    METHOD: row.method,
    NETWORK: row.location?.network ?? null,
    OS: cut(row.device?.osName ?? null),
    RISKS: row.risks.toSorted().join(),
  },
});

/** Whether a value of an axis is asked for. */
export type Wanted = { axis: Axis; holds: (value: Value) => boolean };

const among = (axis: Axis, names: readonly string[] | null | undefined): Wanted[] => {
  if (!names) return [];
  const wanted = new Set<Value>(names);
  return [{ axis, holds: (value) => wanted.has(value) }];
};

const anyOf = (names: readonly string[] | null | undefined): Wanted[] => {
  if (!names) return [];
  return [{ axis: "RISKS", holds: (value) => value?.split(",").some((it) => names.includes(it)) ?? false }];
};

/** The part of a filter that is about values; its times are the report's range. */
export const wantedBy = ({ kinds, appIds, countryCodes, methods, risks }: ActivityFilter): Wanted[] => [
  ...among("KIND", kinds),
  ...among("APP", appIds),
  ...among("COUNTRY", countryCodes),
  ...among("METHOD", methods),
  ...anyOf(risks),
];
