import { later, MINUTE } from "../kernel/clock.ts";
import { SEASONED_MS, type ChallengeStatus, type Origin, type VerificationMethod } from "../kernel/vocabulary.ts";

export const CHALLENGE_PURPOSES = [
  "SIGN_IN",
  "RESET_PASSWORD",
  "REAUTHENTICATE",
  "ENABLE_TWO_STEP",
  "CONFIRM_PHONE",
  "CONFIRM_AUTHENTICATOR",
  "CONFIRM_EMAIL",
  "CHANGE_EMAIL",
] as const;
export type ChallengePurpose = (typeof CHALLENGE_PURPOSES)[number];

/** A code that was sent by one method. The newest of its method is the only one that counts. */
export type SentCode = {
  method: VerificationMethod;
  /** To what it was sent, masked. */
  destination: string | null;
  /** HMAC under a server key, bound to this challenge. */
  digest: string;
  /** Kept readable, under another key, while trusted devices must show it. */
  sealed: string | null;
  sentAt: Date;
  expiresAt: Date;
};

/** The question that was asked, of whom, for what. Whoever holds its ticket may answer. */
export type Challenge = {
  id: string;
  ticketDigest: string;
  purpose: ChallengePurpose;
  accountId: string;
  email: string;
  /** In which the owner is written to about it. */
  locale: string;
  /** The address has an owner already: it answers like any other, is mailed no code, and never completes. */
  isTaken: boolean;
  status: ChallengeStatus;
  /** By which the newest code was sent, or is asked for. */
  method: VerificationMethod;
  /** In the order of the app that asked. */
  methodOrder: VerificationMethod[];
  /** Sealed: what the flow would set up, such as a new number. Wiped at its end. */
  about: string | null;
  codes: SentCode[];
  /** Sends so far, the first included. */
  sends: number;
  attempts: number;
  origin: Origin;
  /** The session that began this flow, or the reset link; null where nobody was signed in yet. It lives no longer than the session. */
  sessionId: string | null;
  createdAt: Date;
  /** When the trusted devices were first asked; null: they see nothing of it. */
  shownAt: Date | null;
  acknowledgedAt: Date | null;
  /** Two digits that the asking device shows, sealed; null: none was asked for, or it is over. */
  matchNumber: string | null;
  /** Who said yes, while that is good. */
  approvedBy: Approver | null;
  expiresAt: Date;
  settledAt: Date | null;
};

/** Whom a challenge is about, for what, and from where: while it is open nothing of this changes. */
export type Matter = Pick<Challenge, "id" | "accountId" | "purpose" | "about" | "createdAt"> & {
  installationId: string;
};

export const matterOf = ({ id, accountId, purpose, about, createdAt, origin }: Challenge): Matter => ({
  ...{ id, accountId, purpose, about, createdAt },
  installationId: origin.client.installationId,
});

export type Approver = { sessionId: string; installationId: string };

export const MAX_ATTEMPTS = 5;
export const MAX_SENDS = 5;
export const CODE_LENGTH = 6;
/** Sends extend a challenge, but never beyond this since its beginning. */
export const LONGEST_LIFE_MS = 30 * MINUTE;

/** What was added after this is no proof for this purpose. A reset is the way back: whoever took an account over yesterday has none. */
export const addedBefore = (purpose: ChallengePurpose, at: Date): Date =>
  purpose === "RESET_PASSWORD" ? later(at, -SEASONED_MS) : at;

export interface Challenges {
  add(challenge: Challenge): Promise<void>;
  byTicket(ticketDigest: string): Promise<Challenge | null>;
  /** What this ticket's challenge is about, where this process has seen it and it sets up nothing. Asks nobody: it may be over. */
  recall(ticketDigest: string): Matter | null;
  byIds(ids: string[]): Promise<Challenge[]>;
  /** Shown to the trusted devices and not settled, oldest first. */
  pendingRequestsOf(accountId: string, at: Date): Promise<Challenge[]>;
  /** The newest flows of an account, newest first. */
  recentOf(accountId: string, count: number): Promise<Challenge[]>;
  /** Spends one attempt of the open challenge that this ticket holds for this; null when it is closed, or for another. */
  spendAttempt(ticketDigest: string, flow: Flow, at: Date): Promise<Challenge | null>;
  /** Gives the attempt back: the code was one that a newer had replaced. */
  returnAttempt(id: string): Promise<void>;
  /** Records a send, unless one of the same method was made since `notAfter` or all sends are spent. */
  recordSend(id: string, send: Send, notAfter: Date): Promise<Challenge | null>;
  /** Asks for a code of a method that needs no sending; null when the challenge is settled. */
  choose(id: string, method: VerificationMethod): Promise<Challenge | null>;
  /** The codes that were sent by this method are void; with `isOver` it answers no open question about the account any more. */
  withdraw(accountId: string, method: VerificationMethod, isOver: boolean, at: Date): Promise<void>;
  /** The challenge, for the single caller that says yes to it while it is pending; it is open until then. */
  approve(id: string, by: Approver, expiresAt: Date, at: Date): Promise<Challenge | null>;
  /** The challenge, for the single caller that ends it, open in one of these statuses, this way. EXPIRED: after its time; all else: within. */
  settle(id: string, status: ChallengeStatus, at: Date, from?: readonly ChallengeStatus[]): Promise<Challenge | null>;
  /** Ends what is open in this scope; those that this call ended. */
  settleAll(scope: OpenScope, status: ChallengeStatus, at: Date): Promise<Challenge[]>;
  /** Ends every open one there is; how many. */
  settleEvery(status: ChallengeStatus, at: Date): Promise<number>;
  forget(accountId: string): Promise<void>;
  /** Open by what is written, though its time is over. */
  dueAt(at: Date, count: number): Promise<Challenge[]>;
  acknowledge(accountId: string, id: string, at: Date): Promise<boolean>;
}

/** A code that is about to leave, and until when the challenge lives for it. */
export type Send = { code: SentCode; expiresAt: Date; matchNumber: string | null };

/** For what a code is given, and in which session: a code of one flow opens no other. */
export type Flow = Pick<Challenge, "purpose" | "sessionId">;

export type OpenScope = {
  accountId: string;
  installationId?: string;
  purpose?: ChallengePurpose;
  sessionIds?: string[];
};

export const attemptsRemaining = ({ attempts }: Challenge): number => Math.max(MAX_ATTEMPTS - attempts, 0);

export const OPEN: readonly ChallengeStatus[] = ["PENDING", "APPROVED"];

const isOpen = (status: ChallengeStatus): boolean => OPEN.includes(status);

/** What it says of itself now: an open one past its time has expired, whether or not anything wrote that down. */
export const statusAt = ({ status, expiresAt }: Challenge, at: Date): ChallengeStatus =>
  isOpen(status) && expiresAt <= at ? "EXPIRED" : status;

/** The code that trusted devices show now, or null. */
export const shownCode = ({ codes }: Challenge, at: Date): SentCode | null =>
  codes.findLast(
    ({ method, sealed, expiresAt }) => method === "APP_NOTIFICATION" && sealed !== null && expiresAt > at,
  ) ?? null;

/** What devices see ends with its code, even while the challenge lives on by another method. */
export const requestStatusAt = (challenge: Challenge, at: Date): ChallengeStatus => {
  const status = statusAt(challenge, at);
  return status === "PENDING" && !shownCode(challenge, at) ? "EXPIRED" : status;
};

/** The newest code of each method that still counts. */
export const liveCodes = ({ codes }: Challenge, at: Date): SentCode[] =>
  codes.filter((code, index) => code.expiresAt > at && index === newestOf(codes, code.method));

const newestOf = (codes: SentCode[], method: VerificationMethod): number =>
  codes.findLastIndex((code) => code.method === method);

/** Codes that a newer one of their method replaced while they would still count. */
export const replacedCodes = ({ codes }: Challenge, at: Date): SentCode[] =>
  codes.filter((code, index) => code.expiresAt > at && index !== newestOf(codes, code.method));

/** When the same method may be sent again. */
export const resendAvailableAt = ({ codes, method, createdAt }: Challenge, intervalMs: number): Date =>
  new Date((codes.findLast((code) => code.method === method)?.sentAt ?? createdAt).getTime() + intervalMs);
