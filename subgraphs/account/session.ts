import { DAY, HOUR, later, MINUTE } from "../kernel/clock.ts";
import type { Viewer } from "../kernel/viewer.ts";
import type { DeviceDescription, Location, Origin, VerificationMethod } from "../kernel/vocabulary.ts";

export const SESSION_END_REASONS = [
  "SIGNED_OUT",
  "REVOKED",
  "DEVICE_REMOVED",
  "PASSWORD_CHANGED",
  "PASSWORD_RESET",
  "ACCOUNT_PROTECTED",
  "ACCOUNT_DELETED",
  "TOKEN_REUSED",
  "EXPIRED",
] as const;
export type SessionEndReason = (typeof SESSION_END_REASONS)[number];

/** How the person was proven (RFC 8176): pwd, and otp for a code, swk for a device token, or none. */
export type Proof = "pwd" | "otp" | "swk";

/** One installation, signed in to one account. */
export type Session = {
  id: string;
  accountId: string;
  installationId: string;
  appId: string;
  appVersion: string;
  device: DeviceDescription;
  /** Where it was used last: of the address only the network, which nobody has to cut later. */
  network: string;
  location: Location | null;
  amr: Proof[];
  /** By what the second step of its sign-in was passed; null: by none, or by the device's own trust. */
  method: VerificationMethod | null;
  createdAt: Date;
  lastUsedAt: Date;
  /** The end of its whole life, used or not. */
  expiresAt: Date;
  /** When the password was last given in it: what sensitive changes look at. */
  authenticatedAt: Date;
  /** How many times its refresh token was rotated, and the hashes of the newest and the one before. */
  refreshCount: number;
  refreshDigest: string;
  previousDigest: string | null;
  rotatedAt: Date;
  endedAt: Date | null;
  endReason: SessionEndReason | null;
};

export const SESSION_LIFE_MS = 365 * DAY;
export const SESSION_IDLE_MS = 90 * DAY;
/** How long an access token may still be answered with the successor it lost on the way. */
export const ROTATION_GRACE_MS = MINUTE;
export const FRESH_AUTHENTICATION_MS = 10 * MINUTE;
/** How long after its sign-in a staff role works in a session. */
const STAFF_SHIFT_MS = 12 * HOUR;

/** Somebody who has just been proven. */
export type Newcomer = { accountId: string; origin: Origin; amr: Proof[]; method: VerificationMethod | null };

export type StartedSession = { viewer: Viewer; accessToken: string; accessTokenExpiresAt: Date; refreshToken: string };

/** Starts a session and ends the older one of the same installation. Joins the transaction. */
export type StartSession = (newcomer: Newcomer, at: Date) => Promise<StartedSession>;

export type Ending = { sessionId: string; reason: SessionEndReason };

export type EndedSession = Pick<Session, "id" | "installationId">;

/** Which sessions of an account are to end. */
export type EndingScope = {
  accountId: string;
  only?: { sessionIds?: string[]; installationIds?: string[]; begunSince?: Date };
  except?: { sessionId?: string; installationIds?: string[] };
};

export interface Sessions {
  /** Adds it, and ends those that the same installation had before it. Joins the transaction. */
  start(session: Session): Promise<void>;
  byIds(ids: string[]): Promise<Session[]>;
  /** Those not ended, newest use first. */
  liveOf(accountId: string, at: Date): Promise<Session[]>;
  /** Ends what is not ended yet; those that this call ended. */
  end(scope: EndingScope, reason: SessionEndReason, at: Date): Promise<EndedSession[]>;
  /** True for the single caller that turns the token of this count into the next. */
  rotate(
    id: string,
    from: { count: number; digest: string },
    toDigest: string,
    seen: Partial<Session>,
    at: Date,
  ): Promise<boolean>;
  authenticated(id: string, at: Date): Promise<void>;
  /** Ends every session there is; how many. */
  endEvery(reason: SessionEndReason, at: Date): Promise<number>;
  /** Ends all that live, and leaves of every one only that it has ended: gateways that were away must learn it. */
  forget(accountId: string, at: Date): Promise<void>;
}

export const isLive = (session: Session, at: Date): boolean =>
  session.endedAt === null && session.expiresAt > at && at.getTime() - session.lastUsedAt.getTime() < SESSION_IDLE_MS;

/** A mailbox is not a thing that somebody has: a mailed code lets a person in, and no staff (SP 800-63B-4, 3.1.3.1). */
const passedTwoSteps = ({ amr, method }: Pick<Session, "amr" | "method">): boolean =>
  amr.includes("swk") || (amr.includes("otp") && method !== "EMAIL");

/** Whether a staff role works in it: two steps, and not long ago. A refresh makes it no younger. */
export const isOnShift = (session: Session, at: Date): boolean =>
  isLive(session, at) && passedTwoSteps(session) && later(session.createdAt, STAFF_SHIFT_MS) > at;

/** Where an act within a session comes from: its own device, and the address of the request. */
export const originOf = (
  { appId, appVersion, installationId, device }: Session,
  ip: string,
  location: Location,
): Origin => ({
  client: { appId, appVersion, installationId, device },
  ip,
  location,
  risks: [],
});
