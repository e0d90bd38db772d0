import type { Ttl } from "../../kernel/config.ts";
import type { Channel, Message } from "../../kernel/outbox.ts";
import type { Limit } from "../../kernel/throttle.ts";
import type { VerificationMethod } from "../../kernel/vocabulary.ts";
import type { KnownAccount } from "../../account/port.ts";
import type { Reach } from "../../trusted-device/port.ts";
import type { Challenge } from "../challenge.ts";
import type { Held } from "../held.ts";

/** What the methods look at: whose account it is, whom it can reach now, what it has set up. */
export type Facts = Held & {
  account: Pick<KnownAccount, "id" | "email" | "locale" | "passwordChangedAt">;
  reach: Reach;
};

/** What nobody but the account's own subgraph and that of the trusted devices know. */
export type OutsideFacts = Pick<Facts, "account" | "reach">;

export type Sent = { challenge: Challenge; code: string; expiresAt: Date; at: Date; facts: Facts };

/** A code as it was typed, in its one form. */
export type Tried = { challenge: Challenge; held: Held; code: string; at: Date };

/** Who asks what became of a code. `isOwner`: signed in to the account, and so told the names of its devices. */
export type Asker = { isOwner: boolean; sender: string };

type Known = {
  name: VerificationMethod;
  codeLength: number;
  isUsable(facts: Facts): boolean;
  /** Would it reach the person now? */
  reaches(facts: Facts): boolean;
  /** To what it is sent, masked; devices are named only to their owner. */
  destination(facts: Facts, isOwner: boolean): string | null;
};

/** We make the code for this challenge, and bring it. */
export type BroughtMethod = Known & {
  isAtHand: false;
  channel: Channel;
  /** How long its codes count. */
  ttlMs(ttl: Ttl): number;
  /** Trusted devices show its code, so it is kept readable while it counts. */
  isShown: boolean;
  /** What a send counts against, by the key of each counter. */
  limits(challenge: Challenge, facts: Facts): ReadonlyMap<string, Limit>;
  /** What leaves with a code; none where it is only shown. */
  messages(sent: Sent): Message[];
  /** "Did not receive a code?", for people. */
  adviceIn(locale: string, destination: string | null, known: { facts: Facts | null; asker: Asker }): string[];
};

/** The person has the code already: nothing is sent, and no send is spent. */
export type MethodAtHand = Known & {
  isAtHand: true;
  /** Uses the code up for this challenge: no other can. It stays used, whatever becomes of what it was for. */
  take(tried: Tried): Promise<boolean>;
  /** What may be wrong with a code that is not taken. */
  hint: string | null;
};

/** One way to prove it is you. A new one is its file, a line in `methods.ts`, and a value of the enum. */
export type Method = BroughtMethod | MethodAtHand;
