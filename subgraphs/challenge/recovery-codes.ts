import type { Secrets } from "../kernel/secret.ts";

/** What is left of a set. */
export type RecoveryCodesLeft = { left: number; madeAt: Date };

export interface RecoveryCodes {
  of(accountId: string): Promise<RecoveryCodesLeft | null>;
  /** A new set, in the place of the old one. Joins the transaction. */
  replace(accountId: string, digests: string[], at: Date): Promise<void>;
  /** How many are left after this one, for the single caller that uses it up; null for everybody else. */
  use(accountId: string, digest: string): Promise<number | null>;
  remove(accountId: string): Promise<void>;
}

/** How one is stored: under a server key, and bound to its account. */
export const recoveryCodeDigest = (secrets: Secrets, accountId: string, code: string): string =>
  secrets.mac("recovery-code", `${accountId}.${code}`);
