import type { Connection } from "mongoose";
import { later, type Clock } from "../kernel/clock.ts";
import type { Ttl } from "../kernel/config.ts";
import { newId, newSortableId } from "../kernel/id.ts";
import type { AppName } from "../kernel/letter-facts.ts";
import { digest, newToken, type Secrets } from "../kernel/secret.ts";
import { networkOf } from "../kernel/network.ts";
import { forbidden, notFound, reauthenticationRequired } from "../kernel/refusal.ts";
import { stampedTokens } from "../kernel/stamped-token.ts";
import type { Viewer } from "../kernel/viewer.ts";
import type { Origin, Role, StaffRole } from "../kernel/vocabulary.ts";
import { accessTokens, type AccessTokens } from "./access-token.ts";
import { mongoAccounts } from "./account.model.ts";
import type { Account, KnownAccount } from "./account.ts";
import { outdated, type ClientApp, type ClientApps, type OutdatedApp } from "./client-app.ts";
import { keyRing } from "./key-ring.ts";
import { mongoPendingSignUps } from "./pending-sign-up.model.ts";
import { mongoResetHolds } from "./reset-hold.model.ts";
import { mongoResetLinks } from "./reset-link.model.ts";
import { newResetLink, resetUrl } from "./reset-link.ts";
import { mongoRollouts } from "./rollout.model.ts";
import { offersTwoStep } from "./rollout.ts";
import { mongoSessions } from "./session.model.ts";
import {
  FRESH_AUTHENTICATION_MS,
  isLive,
  SESSION_LIFE_MS,
  type EndedSession,
  type EndingScope,
  type Newcomer,
  type Session,
  type SessionEndReason,
  type StartedSession,
} from "./session.ts";
import { mongoSigningKeys } from "./signing-key.model.ts";
import { workingRole, type WorkingRole } from "./staff-role.ts";
import { mongoUndoLinks } from "./undo-link.model.ts";
import { UNDO_LINK_LIFE_MS, type UndoableChange } from "./undo-link.ts";

export { watchSessionEndings, type SessionEndings } from "./session-endings.model.ts";
export type { AccessTokens } from "./access-token.ts";
export { clientApps, SHIPPED_CLIENT_APPS, type ClientApp, type ClientApps } from "./client-app.ts";
export { readClientApps } from "./client-apps-file.ts";
export { letIn, type LetIn, type SignedIn } from "./let-in.ts";
export type { KnownAccount } from "./account.ts";
export { protect, type AccountSecured, type Protect } from "./protect.ts";
export type { SessionEndReason } from "./session.ts";
export type { WorkingRole } from "./staff-role.ts";
export type { UndoableChange } from "./undo-link.ts";

/** What the other subgraphs may ask of this one. */
export interface AccountPort {
  account(id: string): Promise<KnownAccount | null>;
  /** The language that the person chose; null where nobody has this id. */
  localeOf(id: string): Promise<string | null>;
  /** Starts a session and ends the older one of the same installation. Joins the transaction. */
  startSession(newcomer: Newcomer, at: Date): Promise<StartedSession>;
  /** Ends what is live in this scope; those that this call ended. Joins the transaction. */
  endSessions(scope: EndingScope, reason: SessionEndReason, at: Date): Promise<EndedSession[]>;
  /** Protects it: its password opens nothing until a reset, or a new one on the installation that said so. True for the call that did. Joins the transaction. */
  markProtected(accountId: string, by: string | null, at: Date): Promise<boolean>;
  /** Undoes what was changed since, restoring the address itself; all of it, newest first, for who owns the rest. Joins the transaction. */
  undoSince(accountId: string, since: Date, at: Date): Promise<UndoableChange[]>;
  /** What the person may take along of what is kept here: no hash, no token. */
  dataOf(accountId: string, at: Date): Promise<Record<string, unknown>>;
  /** Throws REAUTHENTICATION_REQUIRED unless the password was given in this session within ten minutes, or while the account is protected. */
  requireFresh(viewer: Viewer, at: Date): Promise<void>;
  /** Whether this session of the account is live. */
  isSignedIn(accountId: string, sessionId: string, at: Date): Promise<boolean>;
  clientApp(id: string): ClientApp | null;
  appName: AppName;
  /** The app's policy for a version that can't do two-step verification; null when this one can. */
  outdatedApp(appId: string, appVersion: string): OutdatedApp | null;
  staffRole: WorkingRole;
  /** The same, or FORBIDDEN. */
  requireStaff(viewer: Viewer, roles: readonly StaffRole[], at: Date): Promise<StaffRole>;
  /** Whether the roll-out of two-step verification has reached this account in this app. */
  offersTwoStep(appId: string, accountId: string): Promise<boolean>;
  /** Gives a role or takes it away. Joins the transaction; the caller records it. */
  setRole(email: string, role: Role, isHeld: boolean): Promise<RoleChange>;
  /**
   * Remembers a change of an address, number, method or password, and makes the link for the letters that tell of it: it works
   * for 72 hours, once. One link may stand in all letters about the change. Joins the transaction that changes it.
   */
  linkToUndo(changed: Changed, at: Date): Promise<string>;
  /** Makes a link to a new password for a letter to the owner: it works for RESET_LINK_TTL, once. Joins the transaction. */
  linkToReset(accountId: string, at: Date): Promise<string>;
  /** Ends a reset that waits because nothing was at hand; true for the call that did. Joins the transaction. */
  stopHeldReset(accountId: string, at: Date): Promise<boolean>;
  /** Two-step verification is set up: the security question is gone for ever. Joins the transaction. */
  forgetSecurityQuestion(accountId: string): Promise<void>;
  /** A backup was restored: no session, key, link or code handed out before is worth anything. How many sessions it ended. */
  voidIssued(at: Date): Promise<number>;
  /** Leaves nothing of the account but that its sessions have ended. Joins the transaction. */
  forget(accountId: string, at: Date): Promise<void>;
}

/** Whose account was changed, and what was there before. */
export type Changed = { accountId: string; change: UndoableChange };

/** `accountId` is null where nobody has the address. */
export type RoleChange = { accountId: string | null; hasChanged: boolean };

type Needs = {
  connection: Connection;
  secrets: Secrets;
  apps: ClientApps;
  tokens: AccessTokens;
  publicUrl: string;
  ttl: Pick<Ttl, "resetLink">;
};

/** The tokens of this system, for whoever signs or verifies them. */
export const tokensOf = (needs: {
  connection: Connection;
  secrets: Secrets;
  issuer: string;
  ttlMs: number;
  now: Clock;
}): AccessTokens => {
  const { connection, secrets, issuer, ttlMs, now } = needs;
  const ring = keyRing({ keys: mongoSigningKeys(connection, secrets), now });
  return accessTokens({ ring, issuer, ttlMs, now });
};

/** For the gateway, which asks nothing else of accounts. */
export const staffRoleOn = (connection: Connection): WorkingRole =>
  workingRole({ accounts: mongoAccounts(connection), sessions: mongoSessions(connection) });

export const accountPort = ({ connection, secrets, apps, tokens, publicUrl, ttl }: Needs): AccountPort => {
  const accounts = mongoAccounts(connection);
  const resetHolds = mongoResetHolds(connection);
  const resetLinks = mongoResetLinks(connection);
  const undoLinks = mongoUndoLinks(connection, secrets);
  const sessions = mongoSessions(connection);
  const refreshTokens = stampedTokens(secrets, "refresh-token");

  const endSessions: AccountPort["endSessions"] = (scope, reason, at) => sessions.end(scope, reason, at);
  const accountOf = async (id: string) => (await accounts.byIds([id]))[0] ?? null;

  const staffRole = workingRole({ accounts, sessions });

  return {
    endSessions,
    account: accountOf,
    localeOf: async (id) => (await accountOf(id))?.locale ?? null,
    startSession: async ({ accountId, origin, amr, method }, at) => {
      const { client, ip, location } = origin;
      const id = newId();
      const refresh = refreshTokens.make(id, 0);
      const proof = { amr, method, refreshDigest: refresh.digest };
      await sessions.start(newSession({ id, accountId, client, network: networkOf(ip), location, ...proof }, at));
      const { installationId, appId, appVersion } = client;
      const viewer = { accountId, sessionId: id, installationId, appId, appVersion };
      const access = await tokens.sign(viewer);
      return {
        viewer,
        accessToken: access.token,
        accessTokenExpiresAt: access.expiresAt,
        refreshToken: refresh.token,
      };
    },
    dataOf: async (accountId, at) => {
      const [account, live] = await Promise.all([accountOf(accountId), sessions.liveOf(accountId, at)]);
      return { ...(account ? takenAlong(account) : {}), sessions: live.map(sessionTakenAlong) };
    },
    requireFresh: async ({ sessionId }, at) => {
      const [session] = await sessions.byIds([sessionId]);
      if (!session) throw notFound("session");
      const isFresh = later(session.authenticatedAt, FRESH_AUTHENTICATION_MS) > at;
      // `reauthenticate` is who says that it is protected, and how to open it.
      if (!isFresh || (await accountOf(session.accountId))?.protectedAt) throw reauthenticationRequired();
    },
    isSignedIn: async (accountId, sessionId, at) => {
      const [session] = await sessions.byIds([sessionId]);
      return session?.accountId === accountId && isLive(session, at);
    },
    clientApp: (id) => apps.find(id),
    appName: apps.nameOf,
    outdatedApp: (appId, appVersion) => {
      const app = apps.find(appId);
      return app && outdated(app, appVersion);
    },
    setRole: async (email, role, isHeld) => {
      const account = await accounts.byEmail(email);
      if (!account) return { accountId: null, hasChanged: false };
      return { accountId: account.id, hasChanged: await accounts.setRole(account.id, role, isHeld) };
    },
    markProtected: (accountId, by, at) => accounts.markProtected(accountId, by, at),
    undoSince: async (accountId, since, at) => {
      const undone = await undoLinks.undoSince(accountId, since, at);
      for (const { change } of undone)
        if (change.kind === "EMAIL_CHANGED") await accounts.restoreEmail(accountId, change.previousEmail);
      return undone.map(({ change }) => change);
    },
    linkToUndo: async ({ accountId, change }, at) => {
      const token = newToken();
      const link = { accountId, change, changedAt: at, expiresAt: later(at, UNDO_LINK_LIFE_MS), undoneAt: null };
      await undoLinks.add({ id: newSortableId(at), tokenDigest: digest(token), ...link });
      // In the fragment, which no server is sent and no log holds.
      return `${publicUrl}/undo#${token}`;
    },
    offersTwoStep: offersTwoStep(mongoRollouts(connection)),
    staffRole,
    requireStaff: async (viewer, roles, at) => {
      const role = await staffRole(viewer, roles, at);
      if (!role) throw forbidden(`This needs ${roles.join(" or ")}, within 12 hours of a sign-in with two steps.`);
      return role;
    },
    stopHeldReset: (accountId, at) => resetHolds.end(accountId, at),
    forgetSecurityQuestion: (accountId) => accounts.setSecurityQuestion(accountId, null),
    voidIssued: async (at) => {
      await mongoSigningKeys(connection, secrets).removeAll();
      await mongoPendingSignUps(connection).forgetEvery();
      await resetLinks.voidEvery(at);
      await resetHolds.endEvery();
      return sessions.endEvery("REVOKED", at);
    },
    forget: async (accountId, at) => {
      const account = await accountOf(accountId);
      if (account) await mongoPendingSignUps(connection).forget(account.email);
      await sessions.forget(accountId, at);
      for (const links of [resetLinks, undoLinks]) await links.forget(accountId);
      await resetHolds.end(accountId, at);
      await accounts.remove(accountId);
    },
    linkToReset: async (accountId, at) => {
      const token = newToken();
      await resetLinks.add(
        newResetLink({ token, ticketDigest: null, accountId, appId: null, lifeMs: ttl.resetLink }, at),
      );
      return resetUrl(publicUrl, token);
    },
  };
};

const takenAlong = ({ passwordHash: _, protectedBy: __, securityQuestion, ...account }: Account) => ({
  ...account,
  securityQuestion: securityQuestion?.question ?? null,
});

const sessionTakenAlong = ({ refreshDigest: _, previousDigest: __, accountId: ___, ...session }: Session) => session;

type Beginning = Pick<Session, "id" | "accountId" | "network" | "location" | "amr" | "method" | "refreshDigest"> &
  Pick<Origin, "client">;

const newSession = ({ client, ...rest }: Beginning, at: Date): Session => ({
  ...rest,
  installationId: client.installationId,
  appId: client.appId,
  appVersion: client.appVersion,
  device: client.device,
  createdAt: at,
  lastUsedAt: at,
  expiresAt: later(at, SESSION_LIFE_MS),
  authenticatedAt: at,
  refreshCount: 0,
  previousDigest: null,
  rotatedAt: at,
  endedAt: null,
  endReason: null,
});
