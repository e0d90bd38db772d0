import { constants, PerformanceObserver } from "node:perf_hooks";
import { getHeapStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { SECOND } from "./clock.ts";

/** What a heap has room for. Beyond its limit V8 ends the process, and with it whatever the process holds for others. */
export type Heap = {
  /** For one more operation. */
  hasRoom(): boolean;
  /** For one more that stays: a socket, a subscription. Those leave the rest to operations, which go again by themselves. */
  hasRoomToStay(): boolean;
  stop(): void;
};

/** Shares of what may be held. V8 gives up where collecting brings little four times in a row and more than 0.8 is held. */
const FULL = 0.8;
const FULL_FOR_WHAT_STAYS = 0.7;

/** What V8 saw longer ago may not be true any more. */
const KNOWN_FOR_MS = 2 * SECOND;

const MIB = 1_024 * 1_024;
/** Of V8's limit, what may be held: the rest is room for what is young, three semi-spaces of at most a 32nd each. */
const HELD_OF_LIMIT = 32 / 35;

/** In bytes, as the options of the process set it, or else as V8 found the machine. */
const limitOf = (options: string): number => {
  const mib = (name: string) =>
    Number(new RegExp(`--max[-_]${name}[-_]space[-_]size[= ](\\d+)`).exec(options)?.[1] ?? 0) * MIB;
  const { heap_size_limit: limit } = getHeapStatistics();
  return mib("old") || (mib("semi") ? limit - 3 * mib("semi") : limit * HELD_OF_LIMIT);
};

type Collected = { detail?: { kind?: number } };
const WHOLE = constants.NODE_PERFORMANCE_GC_MAJOR;

/** Has V8 look through the whole heap: as soon as nothing else is to be done, or by the end of the call. */
export const look = (execution: "async" | "sync"): void => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as (how: { type: "major"; execution: "async" | "sync" }) => unknown;
  collect({ type: "major", execution });
};

/**
 * By what is held after V8 has looked through all of the heap: before that, much of what is used is held by nobody. V8 itself
 * looks when as much was added as is free yet, which a crowd would fill before it is seen; and never while all is refused.
 */
export const watchHeap = (nodeOptions: string): Heap => {
  const limit = limitOf([...process.execArgv, nodeOptions].join(" "));
  const used = (): number => getHeapStatistics().used_heap_size / limit;
  let seen = { held: 0, at: 0 };
  const observer = new PerformanceObserver((list) => {
    if (!(list.getEntries() as Collected[]).some(({ detail }) => detail?.kind === WHOLE)) return;
    seen = { held: used(), at: performance.now() };
  });
  observer.observe({ entryTypes: ["gc"] });
  const isBelow = (share: number): boolean => {
    if (used() < share) return true;
    if (performance.now() - seen.at > KNOWN_FOR_MS) {
      seen.at = performance.now();
      look("async");
    }
    return seen.held < share;
  };
  return {
    hasRoom: () => isBelow(FULL),
    hasRoomToStay: () => isBelow(FULL_FOR_WHAT_STAYS),
    stop: () => observer.disconnect(),
  };
};
