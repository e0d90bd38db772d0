import { badInput } from "../kernel/refusal.ts";
import { isEqual, newTwoDigits, type Secrets } from "../kernel/secret.ts";
import type { Challenge } from "./challenge.ts";

/**
 * What binds an approval to the device that asks: two digits that it shows and the person types on a trusted one. They are
 * kept sealed, and go nowhere but into the answer to whoever holds the ticket.
 */
export const newMatchNumber = (secrets: Secrets, challengeId: string): string =>
  secrets.seal("match-number", newTwoDigits(), challengeId);

/** For the device that asks; null where none was made, or the flow is over. */
export const matchNumberOf = (secrets: Secrets, { id, matchNumber }: Challenge): string | null =>
  matchNumber && secrets.open("match-number", matchNumber, id);

/** Whether what was typed on a trusted device is the number. */
export const matchesNumber = (secrets: Secrets, challenge: Challenge, typed: string): boolean =>
  isEqual(typed, matchNumberOf(secrets, challenge) ?? "");

/** As people type it. What can't be the number costs nothing. */
export const readMatchNumber = (typed: string): string => {
  const number = typed.slice(0, 100).normalize("NFKC").replace(/\s/g, "");
  if (!/^\d{2}$/.test(number)) throw badInput("input.matchNumber", "is not a number of two digits.");
  return number;
};
