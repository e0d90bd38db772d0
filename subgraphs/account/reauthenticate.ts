import { later, type Clock } from "../kernel/clock.ts";
import { inOrder } from "../kernel/method-order.ts";
import type { Transact } from "../kernel/mongo.ts";
import { unauthenticated } from "../kernel/refusal.ts";
import type { Viewer } from "../kernel/viewer.ts";
import { SEASONED_MS, type Origin } from "../kernel/vocabulary.ts";
import type { ChallengePort, Redeemed, TypedCode } from "../challenge/port.ts";
import type { LoginActivityPort } from "../login-activity/port.ts";
import type { TrustedDevicePort } from "../trusted-device/port.ts";
import type { Account, Accounts } from "./account.ts";
import type { ClientApps } from "./client-app.ts";
import type { TryPassword } from "./password-step.ts";
import { refuseTooLong } from "./password.ts";
import { FRESH_AUTHENTICATION_MS, originOf, type Sessions } from "./session.ts";
import {
  invalidCredentials,
  passwordResetRequired,
  type InvalidCredentials,
  type PasswordResetRequired,
} from "./sign-in-result.ts";
import { tooManyAttempts, type TooManyAttempts } from "./too-many-attempts.ts";

export type Reauthentication = { password: string; verification: TypedCode | null; ip: string; network: string };

type VerificationAsked = {
  kind: "ReauthenticationVerificationRequired";
  message: string;
  ticket: string;
  challenge: { ticket: string };
};

export type ReauthenticateResult =
  | { kind: "Reauthenticated"; until: Date }
  | VerificationAsked
  | Exclude<Redeemed, { kind: "Redeemed" }>
  | InvalidCredentials
  | PasswordResetRequired
  | TooManyAttempts;

type Needs = {
  accounts: Accounts;
  sessions: Sessions;
  apps: ClientApps;
  tryPassword: TryPassword;
  challenge: Pick<ChallengePort, "twoStepOf" | "ask" | "redeem" | "secondStepLock">;
  devices: Pick<TrustedDevicePort, "isTrusted" | "trustedSince" | "reachOf">;
  activity: Pick<LoginActivityPort, "record" | "locate">;
  transact: Transact;
  now: Clock;
};

/** Proves once more that the person is there: opens sensitive changes in this session for ten minutes. */
export const reauthenticate =
  (needs: Needs) =>
  async (viewer: Viewer, given: Reauthentication): Promise<ReauthenticateResult> => {
    const { accounts, sessions, tryPassword, challenge, devices, activity, now } = needs;
    const { password, verification, ip, network } = given;
    refuseTooLong(password, "password");
    const [[account], [session]] = await Promise.all([
      accounts.byIds([viewer.accountId]),
      sessions.byIds([viewer.sessionId]),
    ]);
    if (!account || !session) throw unauthenticated();
    const { email, passwordHash } = account;
    const isTrusted = await devices.isTrusted(account.id, viewer.installationId, now());
    const verdict = await tryPassword({ email, network, password, hash: passwordHash, isTrusted });
    const origin = originOf(session, ip, await activity.locate(ip));
    const at = now();
    if (verdict.kind === "WRONG") {
      await activity.record({ kind: "REAUTHENTICATION_FAILED", accountId: account.id }, origin, at);
      if (verdict.locks) await activity.record({ kind: "ATTEMPTS_LOCKED", accountId: account.id }, origin, at);
      return invalidCredentials();
    }
    if (verdict.kind !== "RIGHT") return verdict;
    if (account.protectedAt) return passwordResetRequired();

    if (await asksForMore(needs, viewer, at)) {
      const lockedUntil = await challenge.secondStepLock(account.id, at, "REAUTHENTICATE");
      if (lockedUntil) return tooManyAttempts(lockedUntil);
      if (!verification) return askForMore(needs, viewer, account, origin);
      const flow = { purpose: "REAUTHENTICATE" as const, sessionId: viewer.sessionId };
      const redeemed = await challenge.redeem(verification, flow, activity, at);
      if (redeemed.kind !== "Redeemed") return redeemed;
    }
    await sessions.authenticated(session.id, at);
    return { kind: "Reauthenticated", until: later(at, FRESH_AUTHENTICATION_MS) };
  };

const asksForMore = async (
  { challenge, devices }: Needs,
  { accountId, installationId }: Viewer,
  at: Date,
): Promise<boolean> => {
  const { enabledAt, enabledBy } = await challenge.twoStepOf(accountId);
  if (!enabledAt) return false;
  const trustedSince = await devices.trustedSince(accountId, installationId, at);
  if (!trustedSince) return true;
  return enabledBy !== installationId && later(trustedSince, SEASONED_MS) > at;
};

const askForMore = async (
  { apps, challenge, devices, transact, now }: Needs,
  { sessionId, installationId, appId }: Viewer,
  account: Account,
  origin: Origin,
): Promise<VerificationAsked> => {
  const at = now();
  const { allowedMethods } = await challenge.twoStepOf(account.id);
  const reach = await devices.reachOf(account.id, at, installationId);
  const methodOrder = inOrder(apps.find(appId)?.verificationMethods ?? [], allowedMethods);
  const question = { purpose: "REAUTHENTICATE" as const, facts: { account, reach }, methodOrder, origin, sessionId };
  const { ticket } = await transact(() => challenge.ask(question, at));
  const message = "A code was sent as well. Call reauthenticate again with it.";
  return { kind: "ReauthenticationVerificationRequired", message, ticket, challenge: { ticket } };
};
