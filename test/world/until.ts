import { setTimeout as pause } from "node:timers/promises";

const TRUE_WITHIN_MS = 8_000;
const LOOKS_EVERY_MS = 15;

/** Looks again and again until it is so. */
export const until = async (isSo: () => Promise<boolean>): Promise<void> => {
  const deadline = performance.now() + TRUE_WITHIN_MS;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`not so within ${TRUE_WITHIN_MS} ms: ${isSo.toString()}`);
    await pause(LOOKS_EVERY_MS);
  }
};
