import type { Ttl } from "../../kernel/config.ts";
import type { VerificationMethod } from "../../kernel/vocabulary.ts";
import type { KnownAccount } from "../../account/port.ts";
import type { Reach } from "../../trusted-device/port.ts";
import type { Challenge } from "../challenge.ts";

/** What the methods look at: whose account it is, and whom it can reach now. */
export type Facts = { account: Pick<KnownAccount, "id" | "email" | "locale">; reach: Reach };

export type SentMessage = { challenge: Challenge; code: string; expiresAt: Date; at: Date; facts: Facts };

/** One way to prove it is you. A new one is its file, a line in `methods.ts`, and a value of the enum. */
export type Method = {
  name: VerificationMethod;
  /** How long its codes count. */
  ttlMs(ttl: Ttl): number;
  /** Trusted devices show its code, so it is kept readable while it counts. */
  isShown: boolean;
  isUsable(facts: Facts): boolean;
  /** Would it reach the person now? */
  reaches(facts: Facts): boolean;
  /** To what it is sent, masked. */
  destination(facts: Facts): string | null;
  /** Writes what leaves, in the transaction that records the send. */
  send(message: SentMessage): Promise<void>;
};
