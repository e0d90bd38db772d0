import { rateLimited } from "../kernel/refusal.ts";
import { threadOf } from "../kernel/thread.ts";

export type ToJudge = { password: string; words: string[] };

/** `isKnown`: from a breach, or among the common ones. `weaknesses`: by zxcvbn's own names. */
export type Judged = { score: number; isKnown: boolean; weaknesses: string[] };

export type Judge = (password: string, words: string[]) => Promise<Judged>;

/** About a second of the worst work, some 20 ms each. */
const WAITING_AT_MOST = 64;

/** Judges in a thread of its own: whatever somebody types, nobody else waits for it but who has a password judged. */
export const passwordJudge = (): Judge => {
  const thread = threadOf<ToJudge, Judged>(new URL("password-judge.worker.ts", import.meta.url));
  return async (password, words) => {
    if (thread.count() >= WAITING_AT_MOST) throw rateLimited();
    return thread.ask({ password, words });
  };
};
