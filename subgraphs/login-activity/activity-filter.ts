import { badInput } from "../kernel/refusal.ts";
import type { ActivityFilter, LoginActivity } from "./activity.ts";

/** Members of one list: more than there are kinds, apps of ours or countries that somebody would name by hand. */
const LONGEST_LIST = 300;

const LISTS = ["kinds", "appIds", "countryCodes", "methods", "risks"] as const;

/** BAD_USER_INPUT for what can't be meant. */
export const checkFilter = (filter: ActivityFilter): void => {
  if (filter.from && filter.to && filter.from > filter.to) throw badInput("filter.from", "must not be after to.");
  for (const name of LISTS)
    if ((filter[name]?.length ?? 0) > LONGEST_LIST)
      throw badInput(`filter.${name}`, `must have at most ${LONGEST_LIST} members.`);
};

/** The same text for the same question, however it was put. */
export const nameOfFilter = ({ from, to, accountId, ...rest }: ActivityFilter): string =>
  JSON.stringify([
    from?.getTime() ?? null,
    to?.getTime() ?? null,
    accountId ?? null,
    ...LISTS.map((name) => rest[name]?.toSorted() ?? null),
  ]);

const isAmong = <T>(list: readonly T[] | null | undefined, value: T | null | undefined): boolean =>
  list == null || (value != null && list.includes(value));

/** What the store's query says, of a row that has just been recorded. */
export const matches = (filter: ActivityFilter, row: LoginActivity): boolean =>
  (!filter.from || row.at >= filter.from) &&
  (!filter.to || row.at < filter.to) &&
  (filter.accountId == null || row.accountId === filter.accountId) &&
  isAmong(filter.kinds, row.kind) &&
  isAmong(filter.appIds, row.appId) &&
  isAmong(filter.countryCodes, row.location?.countryCode) &&
  isAmong(filter.methods, row.method) &&
  (filter.risks == null || row.risks.some((risk) => isAmong(filter.risks, risk)));
