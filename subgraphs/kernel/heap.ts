import { constants, PerformanceObserver } from "node:perf_hooks";
import { getHeapStatistics } from "node:v8";
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

/**
 * Where there is little room V8 looks often. What it saw longer ago is not known to be true: then the next one is let in,
 * and with it V8 looks again.
 */
const KNOWN_FOR_MS = 2 * SECOND;

/** In MiB, where no option sets it. */
const SEMI_SPACE = 64;
const MIB = 1_024 * 1_024;

/** V8's limit is told with the room for what is young, in which nothing is held: three semi-spaces. */
const limitOf = (nodeOptions: string): number => {
  const options = [...process.execArgv, nodeOptions].join(" ");
  const [, semiSpace = SEMI_SPACE] = /--max[-_]semi[-_]space[-_]size[= ](\d+)/.exec(options) ?? [];
  return getHeapStatistics().heap_size_limit - 3 * Number(semiSpace) * MIB;
};

type Collected = { detail?: { kind?: number } };
const WHOLE = constants.NODE_PERFORMANCE_GC_MAJOR;

/** By what is held after V8 has looked through all of the heap: before that, most of what is used is held by nobody. */
export const watchHeap = (nodeOptions: string): Heap => {
  const limit = limitOf(nodeOptions);
  let seen = { share: 0, at: 0 };
  const observer = new PerformanceObserver((list) => {
    if (!(list.getEntries() as Collected[]).some(({ detail }) => detail?.kind === WHOLE)) return;
    seen = { share: getHeapStatistics().used_heap_size / limit, at: performance.now() };
  });
  observer.observe({ entryTypes: ["gc"] });
  const isBelow = (share: number): boolean => seen.share < share || performance.now() - seen.at > KNOWN_FOR_MS;
  return {
    hasRoom: () => isBelow(FULL),
    hasRoomToStay: () => isBelow(FULL_FOR_WHAT_STAYS),
    stop: () => observer.disconnect(),
  };
};
