import { DAY } from "../kernel/clock.ts";
import type { VerificationMethod } from "../kernel/vocabulary.ts";

/**
 * A change that its owner may undo, with what restoring needs. Who changes something keeps what it removed for as long as
 * the link works (`UNDO_LINK_LIFE_MS`): the change names it, and holds no secret of it.
 */
export type UndoableChange =
  | { kind: "EMAIL_CHANGED"; previousEmail: string }
  /** Set, changed or removed. `previousNumber` in E.164, null: there was none; the authenticators that went with it. */
  | { kind: "PHONE_CHANGED"; previousNumber: string | null; removedAuthenticatorIds: string[] }
  /** `authenticatorId`: of an authenticator app; null for a method that an account has once. */
  | { kind: "METHOD_ADDED"; method: VerificationMethod; authenticatorId: string | null }
  | { kind: "METHOD_REMOVED"; method: VerificationMethod; authenticatorId: string | null }
  | { kind: "METHOD_ALLOWED"; method: VerificationMethod; wasAllowed: boolean }
  /** Nothing to restore: undoing it protects the account, and a reset by mail opens it. */
  | { kind: "PASSWORD_CHANGED" }
  /** The installation that had turned it on; null where nobody knows any more. */
  | { kind: "TWO_STEP_DISABLED"; enabledBy: string | null };

/** A change as it is remembered, and the link that undoes it. */
export type UndoLink = {
  id: string;
  tokenDigest: string;
  accountId: string;
  change: UndoableChange;
  changedAt: Date;
  /** The end of the link. What it was for is remembered longer: an owner may disown an old row of the activity. */
  expiresAt: Date;
  undoneAt: Date | null;
};

export const UNDO_LINK_LIFE_MS = 3 * DAY;

export interface UndoLinks {
  forget(accountId: string): Promise<void>;
  add(link: UndoLink): Promise<void>;
  /** In whatever state. */
  byToken(tokenDigest: string): Promise<UndoLink | null>;
  /** Undoes what was changed since, this moment included; what this call undid, the newest first. */
  undoSince(accountId: string, since: Date, at: Date): Promise<UndoLink[]>;
}
