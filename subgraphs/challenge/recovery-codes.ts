import type { Secrets } from "../kernel/secret.ts";

/** What is left of a set. */
export type RecoveryCodesLeft = { left: number; madeAt: Date };

export type UsedCode = { left: number; isFirst: boolean };

export interface RecoveryCodes {
  of(accountId: string): Promise<RecoveryCodesLeft | null>;
  /** A new set, in the place of the old one. Joins the transaction. */
  replace(accountId: string, digests: string[], at: Date): Promise<void>;
  /**
   * Uses one up for a challenge; null for every other one. Of many that come at once for the same challenge each is told so, and
   * one that it is the first: completing the challenge, once, is theirs.
   */
  use(accountId: string, digest: string, challengeId: string): Promise<UsedCode | null>;
  remove(accountId: string): Promise<void>;
}

/** How one is stored: under a server key, and bound to its account. */
export const recoveryCodeDigest = (secrets: Secrets, accountId: string, code: string): string =>
  secrets.mac("recovery-code", `${accountId}.${code}`);
