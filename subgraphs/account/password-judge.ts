import { Worker } from "node:worker_threads";
import { rateLimited } from "../kernel/refusal.ts";

export type ToJudge = { id: number; password: string; words: string[] };

/** `isKnown`: from a breach, or among the common ones. `weaknesses`: by zxcvbn's own names. */
export type Judged = { id: number; score: number; isKnown: boolean; weaknesses: string[] };

export type Judge = (password: string, words: string[]) => Promise<Judged>;

type Waiting = { resolve: (judged: Judged) => void; reject: (error: Error) => void };

/** About a second of the worst work, some 20 ms each. */
const WAITING_AT_MOST = 64;

const WORKER = new URL("password-judge.worker.ts", import.meta.url);
/** What makes TypeScript run, whatever this thread was started with. */
const EXEC_ARGV = ["--import", new URL("../../bin/typescript.mjs", import.meta.url).href];

/**
 * Judges in a thread of its own, one after the other: whatever somebody types, nobody else waits for it but who has a password
 * judged. It starts with the first, and keeps no process alive.
 */
export const passwordJudge = (): Judge => {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let count = 0;

  const settle = (id: number): Waiting | undefined => {
    const settled = waiting.get(id);
    waiting.delete(id);
    if (waiting.size === 0) worker?.unref();
    return settled;
  };

  const start = (): Worker => {
    const started = new Worker(WORKER, { execArgv: EXEC_ARGV });
    started.on("message", (judged: Judged) => settle(judged.id)?.resolve(judged));
    // Whoever waits is told; the next one gets a new thread.
    started.on("error", (error: Error) => {
      worker = null;
      for (const id of [...waiting.keys()]) settle(id)?.reject(error);
    });
    return started;
  };

  return async (password, words) => {
    if (waiting.size >= WAITING_AT_MOST) throw rateLimited();
    const id = (count += 1);
    worker ??= start();
    worker.ref();
    worker.postMessage({ id, password, words } satisfies ToJudge);
    return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
  };
};
