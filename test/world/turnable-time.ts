import type { Time, WakeAt } from "../../subgraphs/kernel/clock.ts";

const LONGEST_TIMER = 2 ** 31 - 1;

/** A clock that goes like any other and can be turned forward; who sleeps beyond the new time wakes at once. */
export const turnableTime = (): Time & { turn(ms: number): void } => {
  let turned = 0;
  const sleepers = new Set<() => void>();
  const now = () => new Date(Date.now() + turned);

  const wakeAt: WakeAt = (at, wake) => {
    let timer: NodeJS.Timeout | undefined;
    const stop = () => {
      clearTimeout(timer);
      sleepers.delete(sleep);
    };
    const sleep = () => {
      clearTimeout(timer);
      const ms = at.getTime() - now().getTime();
      if (ms > 0) timer = setTimeout(sleep, Math.min(ms, LONGEST_TIMER));
      else {
        stop();
        wake();
      }
    };
    sleepers.add(sleep);
    // Not within the call, whose answer the caller does not hold yet.
    timer = setTimeout(sleep, 0);
    return stop;
  };

  return {
    now,
    wakeAt,
    turn: (ms) => {
      turned += ms;
      for (const sleep of [...sleepers]) sleep();
    },
  };
};
