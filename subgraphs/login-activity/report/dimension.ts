import type { ActivityFilter, LoginActivity } from "../activity.ts";
import { hash32 } from "./hash.ts";

export const REPORT_DIMENSIONS = ["APP", "APP_VERSION", "COUNTRY", "KIND", "METHOD", "NETWORK", "OS"] as const;
export type ReportDimension = (typeof REPORT_DIMENSIONS)[number];

/** What roll-ups of the activity are kept by: the dimensions of reports, and the risks, which a filter may name. */
export const AXES = [...REPORT_DIMENSIONS, "RISKS"] as const;
/** And those of second steps: how each of them went takes the place of kind and method. */
export const FUNNEL_AXES = ["APP", "APP_VERSION", "COUNTRY", "NETWORK", "OS", "RISKS", "FLOW"] as const;
export type Axis = (typeof AXES)[number] | (typeof FUNNEL_AXES)[number];

/** Null where the row does not know. All risks of a row are one value, joined. */
export type Value = string | null;

/** What a report needs of a row. */
export type FactRow = Pick<LoginActivity, "at" | "kind" | "accountId" | "appId" | "appVersion" | "method" | "risks"> & {
  device: { osName: string } | null;
  location: { countryCode: string | null; network: string } | null;
};

export type Fact = {
  at: Date;
  account: number | null;
  values: Readonly<Partial<Record<Axis, Value>>>;
  /** Of how long an answer took, where there was one. */
  answerStep?: number | null;
};

/** A client may call itself anything; what it is counted under is cut. */
const LONGEST_VALUE = 64;
export const cut = (word: string | null): Value => word?.slice(0, LONGEST_VALUE) ?? null;

/** All risks of a row as one value. */
export const risksOf = (risks: readonly string[]): Value => risks.toSorted().join();

export const factOf = (row: FactRow) =>
  ({
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
      RISKS: risksOf(row.risks),
    },
  }) satisfies Fact;

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
