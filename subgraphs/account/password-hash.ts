import { availableParallelism } from "node:os";
import { hash, verify } from "@node-rs/argon2";
import { rateLimited } from "../kernel/refusal.ts";

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
const PARAMETERS = { algorithm: 2 as const, memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const PREFIX = "$argon2id$v=19$m=19456,t=2,p=1$";

/** What may wait before more is refused: about half a second of work a core. */
const WAITING_AT_MOST = 64 * availableParallelism();

/** NIST SP 800-63B-4, 3.1.1.2: one text, one password, however a keyboard composed it. */
const normalised = (password: string): string => password.normalize("NFC");

export const passwordHashes = (): PasswordHashes => {
  const places = availableParallelism();
  const waiting: (() => void)[] = [];
  let running = 0;

  const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= places) {
      if (waiting.length >= WAITING_AT_MOST) throw rateLimited();
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else running += 1;
    try {
      return await work();
    } finally {
      // The place is handed on, not given back, so that nobody slips in between.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };

  // Of a password that nobody has, made once, in the background of the first sign-in that needs it.
  let nobodys: Promise<string> | null = null;
  const ofNobody = () => (nobodys ??= hash(crypto.randomUUID(), PARAMETERS));

  return {
    hash: (password) => inTurn(() => hash(normalised(password), PARAMETERS)),
    matches: (password, stored) =>
      inTurn(async () => (await verify(stored ?? (await ofNobody()), normalised(password))) && stored !== null),
    waiting: () => waiting.length,
    isOutdated: (stored) => !stored.startsWith(PREFIX),
  };
};
