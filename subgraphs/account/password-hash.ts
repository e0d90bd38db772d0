import { availableParallelism } from "node:os";
import { SECOND } from "../kernel/clock.ts";
import { lane } from "../kernel/lane.ts";
import { threadOf } from "../kernel/thread.ts";

export interface PasswordHashes {
  hash(password: string): Promise<string>;
  /** Against null the same work is done, and the answer is no: an unknown address takes as long as a wrong password. */
  matches(password: string, hash: string | null): Promise<boolean>;
  /** Made with other parameters than today's. */
  isOutdated(hash: string): boolean;
  /** Those that wait for a core. */
  waiting(): number;
}

/** argon2id, OWASP's first choice: m = 19 MiB, t = 2, p = 1. */
// The library's enum is const and can't be imported by name here: 2 is Argon2id.
export const PARAMETERS = { algorithm: 2 as const, memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const PREFIX = "$argon2id$v=19$m=19456,t=2,p=1$";

/** What a thread is asked: to hash it, or whether it is the one that was stored. */
export type ToHash = { password: string; stored: string | null };

/**
 * How long somebody waits for a core. To wait costs nothing, while a client that is refused at once asks anew at once, and what
 * refuses it has no time for others. Those who may wait are many times those who are served in that while.
 */
const PATIENCE = { longestWaitMs: 3 * SECOND, waitingAtMost: 1_024 };

/** NIST SP 800-63B-4, 3.1.1.2: one text, one password, however a keyboard composed it. */
const normalised = (password: string): string => password.normalize("NFC");

/** Hashes in threads of their own, one a core. */
export const passwordHashes = (): PasswordHashes => {
  const module = new URL("password-hash.worker.ts", import.meta.url);
  const threads = Array.from({ length: availableParallelism() }, () => threadOf<ToHash, string | boolean>(module));
  const cores = lane(threads, PATIENCE);
  const inTurn = (asked: ToHash) => cores.in((thread) => thread.ask(asked));
  const hash = async (password: string): Promise<string> =>
    String(await inTurn({ password: normalised(password), stored: null }));

  // Of a password that nobody has, made once, in the background of the first sign-in that needs it.
  let nobodys: Promise<string> | null = null;
  const ofNobody = () =>
    (nobodys ??= hash(crypto.randomUUID()).catch((error: unknown) => {
      nobodys = null;
      throw error;
    }));

  return {
    hash,
    matches: async (password, stored) => {
      const against = stored ?? (await ofNobody());
      return (await inTurn({ password: normalised(password), stored: against })) === true && stored !== null;
    },
    waiting: cores.waiting,
    isOutdated: (stored) => !stored.startsWith(PREFIX),
  };
};
