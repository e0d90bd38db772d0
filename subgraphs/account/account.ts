import type { Role } from "../kernel/vocabulary.ts";
import type { SecurityQuestion } from "./security-question.ts";

/** A person's record: one for every client app. */
export type Account = {
  id: string;
  /** In its comparable form; unique. It was confirmed before the account was made. */
  email: string;
  passwordHash: string;
  passwordChangedAt: Date;
  roles: Role[];
  locale: string;
  createdAt: Date;
  /** Since NOT_ME was said: the password alone opens nothing until a reset. */
  protectedAt: Date | null;
  /** The trusted installation on which it was said: there a new password opens the account as well. */
  protectedBy: string | null;
  securityQuestion: SecurityQuestion | null;
};

/** What the other subgraphs may know of an account. */
export type KnownAccount = Pick<Account, "id" | "email" | "locale" | "roles" | "protectedAt" | "passwordChangedAt">;

export interface Accounts {
  byEmail(email: string): Promise<Account | null>;
  byIds(ids: string[]): Promise<Account[]>;
  /** False when the address is taken: the first to confirm it wins. */
  add(account: Account): Promise<boolean>;
  /** Takes the new hash only while the old one stands, so that it never undoes a change of password. */
  rehash(id: string, oldHash: string, newHash: string): Promise<void>;
  /** A new password, which also opens an account that was protected. */
  setPassword(id: string, passwordHash: string, at: Date): Promise<void>;
  setLocale(id: string, locale: string): Promise<void>;
  /** Null: there is none any more. */
  setSecurityQuestion(id: string, securityQuestion: SecurityQuestion | null): Promise<void>;
  /** False where the account has moved already, or somebody else has the new address by now. */
  changeEmail(id: string, from: string, to: string): Promise<boolean>;
  remove(id: string): Promise<void>;
  /** True when it changed something. */
  setRole(id: string, role: Role, isHeld: boolean): Promise<boolean>;
  /** True for the single caller that protects it; said again, on a trusted device, it names that device. */
  markProtected(id: string, by: string | null, at: Date): Promise<boolean>;
  /** False, and nothing is changed, where somebody else has the address by now. */
  restoreEmail(id: string, email: string): Promise<boolean>;
}
