/** Says what time it is. A need of every use-case that judges time; the only `new Date()` of the system is here. */
export type Clock = () => Date;

/** Resolves at `at` or soon after, or as soon as the signal aborts. */
export type WakeAt = (at: Date, signal: AbortSignal) => Promise<void>;

export type Time = { now: Clock; wakeAt: WakeAt };

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const later = (at: Date, ms: number): Date => new Date(at.getTime() + ms);

/** Node fires timers beyond this many milliseconds at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

const now: Clock = () => new Date();

const wakeAt: WakeAt = (at, signal) =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const ms = Math.min(Math.max(at.getTime() - now().getTime(), 0), LONGEST_TIMER);
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done);
  });

export const systemTime: Time = { now, wakeAt };
