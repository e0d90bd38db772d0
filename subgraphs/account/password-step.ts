import { DAY, HOUR, later, MINUTE, type Clock } from "../kernel/clock.ts";
import type { Limit, Throttle } from "../kernel/throttle.ts";
import type { LoginActivityPort } from "../login-activity/port.ts";
import type { PasswordHashes } from "./password-hash.ts";
import { tooManyAttempts, type TooManyAttempts } from "./too-many-attempts.ts";

/** Who tries a password, for the counters: known or not, an address is counted alike. */
export type PasswordTry = {
  accountId: string | null;
  email: string;
  network: string;
  installationId: string;
  isTrusted: boolean;
  password: string;
  hash: string | null;
};

/** `locks`: this wrong one was the last that the limit allows. `losesTrust`: the last that a trusted installation may. */
export type PasswordVerdict =
  { kind: "RIGHT" } | { kind: "WRONG"; locks: boolean; losesTrust: boolean } | TooManyAttempts;

/** Tries a password within the limits that every door with a password shares. */
export type TryPassword = (attempt: PasswordTry) => Promise<PasswordVerdict>;

type Needs = {
  hashes: PasswordHashes;
  throttle: Throttle;
  activity: Pick<LoginActivityPort, "hasSignedInFrom">;
  now: Clock;
};

const OF_PAIR: Limit = { most: 10, windowMs: 15 * MINUTE };
const OF_ADDRESS: Limit = { most: 100, windowMs: HOUR };
const OF_TRUST: Limit = { most: 20, windowMs: DAY };
/** From where its owner signed in not long ago, an account is not locked by what others try from elsewhere. */
const KNOWN_NETWORK_MS = 90 * DAY;

/** Of a new password: whoever set it starts from nothing. */
export const clearPasswordTries = async (throttle: Throttle, email: string): Promise<void> => {
  await throttle.clear([`password:${email}`]);
  await throttle.clearUnder(`password:${email}:`);
};

type Limits = ReadonlyMap<string, Limit>;

/** All that may bind a try. A trusted installation has its own ten alone, so that no stranger can lock an owner out. */
const limitsFor = ({ email, network, installationId, isTrusted }: PasswordTry): Limits =>
  isTrusted
    ? new Map([[`password:${email}:on ${installationId}`, OF_PAIR]])
    : new Map([
        [`password:${email}:${network}`, OF_PAIR],
        [`password:${email}`, OF_ADDRESS],
      ]);

/** Those that do bind it: from a known network its own ten alone do, for the same reason. */
const bindingOf = async ({ activity, now }: Needs, attempt: PasswordTry, limits: Limits): Promise<Limits> => {
  const { accountId, email, network, isTrusted } = attempt;
  if (isTrusted || !(await activity.hasSignedInFrom(accountId, network, later(now(), -KNOWN_NETWORK_MS))))
    return limits;
  return new Map([...limits].filter(([key]) => key !== `password:${email}`));
};

/** Until when the try is locked out. Where nothing is full, nobody has to know what binds it. */
const lockedUntil = async (needs: Needs, attempt: PasswordTry, limits: Limits): Promise<Date | null> => {
  const { throttle, now } = needs;
  if (!(await throttle.reached(limits, now()))) return null;
  return throttle.reached(await bindingOf(needs, attempt, limits), now());
};

/**
 * The verdict, and not the try, is counted: a wrong one takes a place in one atomic update, and beyond the last place even a
 * right password is not told from a wrong one. So parallel tries learn no more than ten in a row would, and right ones wait
 * for nobody.
 */
export const tryPassword =
  (needs: Needs): TryPassword =>
  async (attempt) => {
    const { hashes, throttle, now } = needs;
    const { email, installationId, isTrusted, password, hash } = attempt;
    const limits = limitsFor(attempt);
    const locked = await lockedUntil(needs, attempt, limits);
    if (locked) return tooManyAttempts(locked);

    const isRight = await hashes.matches(password, hash);
    if (isRight) {
      const lockedMeanwhile = await lockedUntil(needs, attempt, limits);
      return lockedMeanwhile ? tooManyAttempts(lockedMeanwhile) : { kind: "RIGHT" };
    }
    const binding = await bindingOf(needs, attempt, limits);
    const spent = await Promise.all([...binding].map(([key, limit]) => throttle.spend(key, limit, now())));
    const over = spent.find(({ left }) => left < 0);
    if (over) return tooManyAttempts(over.endsAt);
    const ofTrust = isTrusted
      ? await throttle.spend(`password:${email}:day of ${installationId}`, OF_TRUST, now())
      : null;
    return { kind: "WRONG", locks: spent.some(({ left }) => left === 0), losesTrust: ofTrust?.left === 0 };
  };
