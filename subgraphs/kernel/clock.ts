/** Says what time it is. A need of every use-case that judges time; the only `new Date()` of the system is here. */
export type Clock = () => Date;

/**
 * Wakes once, at `at` or soon after, unless the answer is called first. A callback and not a promise with a signal: each of
 * thousands of open sockets holds a few of these.
 */
export type WakeAt = (at: Date, wake: () => void) => StopWaking;
export type StopWaking = () => void;

export type Time = { now: Clock; wakeAt: WakeAt };

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const later = (at: Date, ms: number): Date => new Date(at.getTime() + ms);

/** Node fires timers beyond this many milliseconds at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Timers by this clock. */
export const timeBy = (now: Clock): Time => ({
  now,
  wakeAt: (at, wake) => {
    const msLeft = () => at.getTime() - now().getTime();
    const sleep = (ms: number) => setTimeout(look, Math.min(Math.max(ms, 0), LONGEST_TIMER));
    // Node's timers count on another clock, and may be a moment early on this one.
    const look = () => {
      const ms = msLeft();
      if (ms > 0) timer = sleep(ms);
      else wake();
    };
    let timer = sleep(msLeft());
    return () => clearTimeout(timer);
  },
});

/** This machine's own clock. */
export const systemTime: Time = timeBy(() => new Date());
