/** An app that makes codes from a shared secret and the time (RFC 6238). */
export type Authenticator = {
  id: string;
  accountId: string;
  name: string;
  /** Of 160 bits; readable for judging a code, and for nobody. */
  sealedSecret: string;
  addedAt: Date;
  lastUsedAt: Date | null;
  /** The newest step of which a code was taken. */
  lastStep: number;
};

export const MOST_AUTHENTICATORS = 10;

export interface Authenticators {
  of(accountId: string): Promise<Authenticator[]>;
  add(authenticator: Authenticator): Promise<void>;
  /** With those that were removed and could be brought back. */
  erase(accountId: string): Promise<void>;
  /** True for the single caller that takes a code of this step; never of it, or of one before it, again. */
  useStep(id: string, step: number, at: Date): Promise<boolean>;
  /** Those that this call took away. They are kept for whoever undoes that. Joins the transaction. */
  remove(accountId: string, ids: string[], at: Date): Promise<Authenticator[]>;
  /** Brings back what was taken away. Joins the transaction. */
  restore(accountId: string, ids: string[]): Promise<void>;
}
