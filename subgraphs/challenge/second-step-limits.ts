import { DAY, HOUR } from "../kernel/clock.ts";
import type { Limit, Throttle } from "../kernel/throttle.ts";
import type { ChallengePurpose } from "./challenge.ts";

/** Wrong second steps of an account in an hour, whatever the challenge: restarting a flow gains nothing. */
const IN_AN_HOUR: Limit = { most: 10, windowMs: HOUR };
/** Wrong ones at a sign-in since the last right one, however slowly they come. */
const SINCE_A_RIGHT_ONE: Limit = { most: 100, windowMs: 100 * 365 * DAY };

/** What is a second step after a right password or a mailed link. Each has a counter of its own. */
export const LIMITED_PURPOSES = ["SIGN_IN", "RESET_PASSWORD", "REAUTHENTICATE"] as const;
export type LimitedPurpose = (typeof LIMITED_PURPOSES)[number];

export const isLimited = (purpose: ChallengePurpose): purpose is LimitedPurpose =>
  (LIMITED_PURPOSES as readonly string[]).includes(purpose);

/** What a wrong one did beyond being counted; each is said to a single caller. */
export type Consequence = { locks: boolean; protects: boolean };

export interface SecondStepLimits {
  /** Until when no second step of this kind is taken, or null. */
  lockedUntil(accountId: string, purpose: LimitedPurpose, at: Date): Promise<Date | null>;
  countWrong(accountId: string, purpose: LimitedPurpose, at: Date): Promise<Consequence>;
  /** A right one at a sign-in. The lock of an hour stands: it is about who guesses beside. */
  countRight(accountId: string): Promise<void>;
  /** After a new password. */
  clear(accountId: string): Promise<void>;
}

const inAnHour = (accountId: string, purpose: LimitedPurpose): string => `second-step:${purpose}:${accountId}`;
const sinceRight = (accountId: string): string => `second-step:since-right:${accountId}`;

export const secondStepLimits = (throttle: Throttle): SecondStepLimits => ({
  lockedUntil: (accountId, purpose, at) => throttle.reached(new Map([[inAnHour(accountId, purpose), IN_AN_HOUR]]), at),
  countWrong: async (accountId, purpose, at) => {
    const { left } = await throttle.spend(inAnHour(accountId, purpose), IN_AN_HOUR, at);
    const isSignIn = purpose === "SIGN_IN";
    const ever = isSignIn ? await throttle.spend(sinceRight(accountId), SINCE_A_RIGHT_ONE, at) : null;
    return { locks: left === 0, protects: ever?.left === 0 };
  },
  countRight: (accountId) => throttle.clear([sinceRight(accountId)]),
  clear: (accountId) =>
    throttle.clear([sinceRight(accountId), ...LIMITED_PURPOSES.map((purpose) => inAnHour(accountId, purpose))]),
});
