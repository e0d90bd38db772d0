import { setTimeout as pause } from "node:timers/promises";

const LOOKS_EVERY_MS = 25;

/** Looks again and again until it is so; a look that fails is one at which it was not so. */
export const eventually = async (isSo: () => Promise<boolean>, withinMs: number): Promise<void> => {
  const deadline = performance.now() + withinMs;
  while (!(await isSo().catch(() => false))) {
    if (performance.now() > deadline) throw new Error(`not so within ${withinMs} ms: ${isSo.toString()}`);
    await pause(LOOKS_EVERY_MS);
  }
};
