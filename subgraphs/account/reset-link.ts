import { later } from "../kernel/clock.ts";
import { newSortableId } from "../kernel/id.ts";
import { digest } from "../kernel/secret.ts";
import type { LinkFault } from "../kernel/vocabulary.ts";

/** What opens a new password to whoever reads the mailbox of an account. */
export type ResetLink = {
  /** Sorts as it was made. */
  id: string;
  tokenDigest: string;
  /** Of the app that asked, and waits to hear that it is done; null: nobody waits. */
  ticketDigest: string | null;
  /** Null: no letter left, and it opens nothing. So a ticket says nothing of the address that it was asked for. */
  accountId: string | null;
  /** The app that says it asked; null: the website. */
  appId: string | null;
  createdAt: Date;
  expiresAt: Date;
  /** When it set the new password. */
  usedAt: Date | null;
  /** When another way to a new password, or a new address, ended it. */
  voidedAt: Date | null;
};

/** `accountId`: as in the link, which then has one. */
export type FoundLink = { state: "OPEN"; link: ResetLink; accountId: string } | { state: LinkFault };

/** The newest so many work until one succeeds: who asked twice may use either letter. */
export const LIVE_LINKS = 3;

export interface ResetLinks {
  add(link: ResetLink): Promise<void>;
  /** How it stands with the link of this token, which only whoever was mailed it has; the link itself while it is open. */
  byToken(tokenDigest: string, at: Date): Promise<FoundLink>;
  /** In whatever state. */
  byTicket(ticketDigest: string): Promise<ResetLink | null>;
  /** True for the single caller that uses it; every other link of the account ends with it. */
  use(link: ResetLink, at: Date): Promise<boolean>;
  /** Ends every link of the account. */
  voidAll(accountId: string, at: Date): Promise<void>;
  voidEvery(at: Date): Promise<void>;
  forget(accountId: string): Promise<void>;
}

type NewLink = Pick<ResetLink, "ticketDigest" | "accountId" | "appId"> & { token: string; lifeMs: number };

export const newResetLink = ({ token, ticketDigest, accountId, appId, lifeMs }: NewLink, at: Date): ResetLink => ({
  id: newSortableId(at),
  tokenDigest: digest(token),
  ticketDigest,
  accountId,
  appId,
  createdAt: at,
  expiresAt: later(at, lifeMs),
  usedAt: null,
  voidedAt: null,
});

/** In the fragment, which no server is sent and no log holds. */
export const resetUrl = (publicUrl: string, token: string): string => `${publicUrl}/reset-password#${token}`;
