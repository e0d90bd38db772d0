/** An app that makes codes from a shared secret and the time (RFC 6238). */
export type Authenticator = {
  id: string;
  accountId: string;
  name: string;
  /** Of 160 bits; readable for judging a code, and for nobody. */
  sealedSecret: string;
  addedAt: Date;
  lastUsedAt: Date | null;
  /** The newest step of which a code was taken, and for which challenge; null: to set it up. */
  lastStep: number;
  lastChallengeId: string | null;
};

/** Shown to its app, and not proven yet. */
export type NewAuthenticator = Pick<Authenticator, "id" | "name" | "sealedSecret">;

export const MOST_AUTHENTICATORS = 10;
/** Promises 20 and 21: a policy, and so a constant. */
export const AUTHENTICATORS_NEED_PHONE: boolean = true;

export interface Authenticators {
  of(accountId: string): Promise<Authenticator[]>;
  add(authenticator: Authenticator): Promise<void>;
  /** With those that were removed and could be brought back. */
  erase(accountId: string): Promise<void>;
  /**
   * True for the one challenge that takes a code of this step; never of it, or of one before it, for another. Of many that come
   * at once for the same challenge each is told so: completing it, once, is theirs.
   */
  useStep(id: string, step: number, challengeId: string, at: Date): Promise<boolean>;
  /** Those that this call took away. They are kept for whoever undoes that. Joins the transaction. */
  remove(accountId: string, ids: string[], at: Date): Promise<Authenticator[]>;
  /** Brings back what was taken away. Joins the transaction. */
  restore(accountId: string, ids: string[]): Promise<void>;
}
