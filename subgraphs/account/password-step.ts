import { HOUR, MINUTE, type Clock } from "../kernel/clock.ts";
import type { Limit, Throttle } from "../kernel/throttle.ts";
import type { PasswordHashes } from "./password-hash.ts";
import { tooManyAttempts, type TooManyAttempts } from "./too-many-attempts.ts";

/** Who tries a password, for the counters: known or not, an address is counted alike. */
export type PasswordTry = { email: string; network: string; password: string; hash: string | null; isTrusted: boolean };

/** `locks`: this wrong one was the last that the limit allows. */
export type PasswordVerdict = { kind: "RIGHT" } | { kind: "WRONG"; locks: boolean } | TooManyAttempts;

/** Tries a password within the limits that every door with a password shares. */
export type TryPassword = (attempt: PasswordTry) => Promise<PasswordVerdict>;

type Needs = { hashes: PasswordHashes; throttle: Throttle; now: Clock };

/** Of a reset: whoever reads the mailbox starts from nothing. */
export const clearPasswordTries = async (throttle: Throttle, email: string): Promise<void> => {
  await throttle.clear([`password:${email}`]);
  await throttle.clearUnder(`password:${email}:`);
};

const OF_PAIR: Limit = { most: 10, windowMs: 15 * MINUTE };
const OF_ADDRESS: Limit = { most: 100, windowMs: HOUR };

/**
 * The verdict, and not the try, is counted: a wrong one takes a place in one atomic update, and beyond the last place even a
 * right password is not told from a wrong one. So parallel tries learn no more than ten in a row would, and right ones wait
 * for nobody. A trusted installation is bound by its own pair alone, so that no stranger can lock its owner out.
 */
export const tryPassword =
  ({ hashes, throttle, now }: Needs): TryPassword =>
  async ({ email, network, password, hash, isTrusted }) => {
    const pair = isTrusted ? `password:${email}:trusted` : `password:${email}:${network}`;
    const limits = new Map([[pair, OF_PAIR], ...(isTrusted ? [] : ([[`password:${email}`, OF_ADDRESS]] as const))]);
    const lockedUntil = await throttle.reached(limits, now());
    if (lockedUntil) return tooManyAttempts(lockedUntil);

    const isRight = await hashes.matches(password, hash);
    if (isRight) {
      const lockedMeanwhile = await throttle.reached(limits, now());
      return lockedMeanwhile ? tooManyAttempts(lockedMeanwhile) : { kind: "RIGHT" };
    }
    const spent = await Promise.all([...limits].map(([key, limit]) => throttle.spend(key, limit, now())));
    const over = spent.find(({ left }) => left < 0);
    return over ? tooManyAttempts(over.endsAt) : { kind: "WRONG", locks: spent.some(({ left }) => left === 0) };
  };
