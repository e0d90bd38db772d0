import { setTimeout as pause } from "node:timers/promises";

const TRUE_WITHIN_MS = 8_000;
const LOOKS_EVERY_MS = 15;

/** Looks again and again until it is so. */
export const until = async (isSo: () => Promise<boolean>, withinMs = TRUE_WITHIN_MS): Promise<void> => {
  const deadline = performance.now() + withinMs;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`not so within ${withinMs} ms: ${isSo.toString()}`);
    await pause(LOOKS_EVERY_MS);
  }
};
