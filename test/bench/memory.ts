import { readFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { look } from "../../subgraphs/kernel/heap.ts";

/** Options of a Node that collects garbage when it is told to (SIGUSR2), before its memory is read. */
export const COLLECTING = ["--expose-gc", "--import", "./bin/typescript.mjs", "--import", "./test/bench/collect.mjs"];

/** Resident memory of the processes together, in KiB, after garbage was collected. */
export const memoryOf = async (pids: number[]): Promise<number> => {
  for (let round = 0; round < 2; round += 1) {
    for (const pid of pids) process.kill(pid, "SIGUSR2");
    await pause(2_000);
  }
  const each = await Promise.all(
    pids.map(async (pid) => /VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, "utf8"))?.[1]),
  );
  return each.reduce((sum, it) => sum + Number(it), 0);
};

/** Before times are taken: whoever takes them shares the cores with the server, and has garbage of its own. */
export const collectOwn = (): void => {
  setFlagsFromString("--heap-growing-percent=400");
  look("sync");
};
