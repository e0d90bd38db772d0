import { later, type Clock } from "../kernel/clock.ts";
import { badInput } from "../kernel/refusal.ts";
import { networkOf } from "../kernel/network.ts";
import type { Outbox } from "../kernel/outbox.ts";
import type { Transact } from "../kernel/mongo.ts";
import type { StampedToken, StampedTokens } from "../kernel/stamped-token.ts";
import type { Client } from "../kernel/vocabulary.ts";
import type { LoginActivityPort } from "../login-activity/port.ts";
import type { TrustedDevicePort } from "../trusted-device/port.ts";
import type { AccessTokens } from "./access-token.ts";
import type { Accounts } from "./account.ts";
import { checkClient, type ClientApps } from "./client-app.ts";
import type { SignedIn } from "./let-in.ts";
import { isLive, originOf, ROTATION_GRACE_MS, type Session, type SessionEndReason, type Sessions } from "./session.ts";
import { reusedTokenLetter } from "./reused-token.mail.ts";

export type SessionEnded = {
  kind: "SessionEnded";
  message: string;
  sessionId: string | null;
  reason: SessionEndReason;
};

export type Refresh = { refreshToken: string; client: Client | null; ip: string };

type Needs = {
  sessions: Sessions;
  accounts: Accounts;
  apps: ClientApps;
  refreshTokens: StampedTokens;
  tokens: AccessTokens;
  devices: Pick<TrustedDevicePort, "visit">;
  activity: Pick<LoginActivityPort, "record" | "locate">;
  outbox: Outbox;
  transact: Transact;
  now: Clock;
};

const LETTER_LIFE_MS = 24 * 60 * 60 * 1_000;

export const sessionEnded = (reason: SessionEndReason, sessionId: string | null): SessionEnded => ({
  kind: "SessionEnded",
  message: "This session is over. Sign in again.",
  sessionId,
  reason,
});

/** Rotates the refresh token (RFC 9700, 4.14.2). A copy of an old one ends the whole family. */
export const refreshSession = (needs: Needs) => {
  const { sessions, apps, refreshTokens, tokens, devices, activity, now } = needs;

  const answer = async (session: Session, client: Client | null, next: StampedToken): Promise<SignedIn> => {
    const appVersion = client?.appVersion ?? session.appVersion;
    const { accountId, installationId, appId } = session;
    const viewer = { accountId, sessionId: session.id, installationId, appId, appVersion };
    const { token, expiresAt } = await tokens.sign(viewer);
    return {
      kind: "SignedIn",
      accessToken: token,
      accessTokenExpiresAt: expiresAt,
      refreshToken: next.token,
      deviceToken: null,
      session: { id: session.id },
      account: { id: accountId },
      viewer,
    };
  };

  /** The answer may have been lost, or two tabs asked at once: the same successor again, while nobody has used it. */
  const isLostAnswer = (session: Session, old: StampedToken, at: Date): boolean =>
    session.refreshCount === old.count + 1 &&
    session.previousDigest === old.digest &&
    later(session.rotatedAt, ROTATION_GRACE_MS) > at;

  return async ({ refreshToken, client, ip }: Refresh): Promise<SignedIn | SessionEnded> => {
    if (client) checkClient(apps, client, "client");
    const at = now();
    const old = refreshTokens.read(refreshToken);
    const [session] = old ? await sessions.byIds([old.id]) : [];
    if (!old || !session) return sessionEnded("EXPIRED", null);
    if (session.endedAt) return sessionEnded(session.endReason ?? "REVOKED", session.id);
    if (!isLive(session, at)) return sessionEnded("EXPIRED", session.id);
    if (client && client.installationId !== session.installationId)
      throw badInput("client.device.installationId", "is not the installation of this session.");

    const next = refreshTokens.next(old);
    const location = await activity.locate(ip);
    const seen = {
      network: networkOf(ip),
      location,
      ...(client ? { appVersion: client.appVersion, device: client.device } : {}),
    };
    if (await sessions.rotate(session.id, old, next.digest, seen, at)) {
      const { accountId, installationId, appId, appVersion, device } = session;
      await devices.visit({ accountId, client: client ?? { installationId, appId, appVersion, device }, location }, at);
      return answer(session, client, next);
    }
    const [now_] = await sessions.byIds([session.id]);
    if (now_ && !now_.endedAt && isLostAnswer(now_, old, at)) return answer(now_, client, next);
    return endFamily(needs, session, at, ip);
  };
};

const endFamily = async (
  { sessions, accounts, apps, activity, outbox, transact }: Needs,
  session: Session,
  at: Date,
  ip: string,
): Promise<SessionEnded> => {
  const location = await activity.locate(ip);
  await transact(async () => {
    const scope = { accountId: session.accountId, only: { sessionIds: [session.id] } };
    const [ended] = await sessions.end(scope, "TOKEN_REUSED", at);
    const [account] = await accounts.byIds([session.accountId]);
    if (!ended || !account) return;
    const origin = originOf(session, ip, location);
    await activity.record({ kind: "TOKEN_REUSED", accountId: account.id }, origin, at);
    const letter = reusedTokenLetter({ origin, app: apps.nameOf(session.appId), at, locale: account.locale });
    await outbox.put({ channel: "MAIL", to: account.email, ...letter, staleAt: later(at, LETTER_LIFE_MS) }, at);
  });
  return sessionEnded("TOKEN_REUSED", session.id);
};
