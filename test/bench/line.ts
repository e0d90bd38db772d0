import { setTimeout as pause } from "node:timers/promises";

const EVERY_MS = 10;
const SEEN_WITHIN_MS = 2_000;

/** From being asked for to being seen, by one clock and by number. */
export type Stopwatch = { start(nth: number): void; seen(nth: number): void; isRunning(): boolean; take(): number[] };

export const stopwatch = (): Stopwatch => {
  const startedAt = new Map<number, number>();
  let times: number[] = [];
  return {
    start: (nth) => void startedAt.set(nth, performance.now()),
    seen: (nth) => {
      const at = startedAt.get(nth);
      // What waited there before the first was asked for.
      if (at === undefined) return;
      startedAt.delete(nth);
      times.push(performance.now() - at);
    },
    isRunning: () => startedAt.size > 0,
    take: () => {
      const taken = times;
      times = [];
      startedAt.clear();
      return taken;
    },
  };
};

/** Somebody asks, and somebody else sees it. */
export type Line = { ask(nth: number): Promise<unknown>; watch: Stopwatch };

/** A hundred a second by the clock, however long the pauses in between turn out: how long each took that was seen. */
export const askAll = async ({ ask, watch }: Line, nths: readonly number[]): Promise<number[]> => {
  const startedAt = performance.now();
  for (const [turn, nth] of nths.entries()) {
    const early = startedAt + turn * EVERY_MS - performance.now();
    if (early >= 1) await pause(early);
    watch.start(nth);
    void ask(nth).catch(() => undefined);
  }
  const until = performance.now() + SEEN_WITHIN_MS;
  while (watch.isRunning() && performance.now() < until) await pause(EVERY_MS);
  return watch.take();
};
