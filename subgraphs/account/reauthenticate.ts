import { later, type Clock } from "../kernel/clock.ts";
import { inOrder } from "../kernel/method-order.ts";
import type { Transact } from "../kernel/mongo.ts";
import type { Viewer } from "../kernel/viewer.ts";
import { SEASONED_MS, type Origin } from "../kernel/vocabulary.ts";
import type { ChallengePort, Redeemed, TypedCode } from "../challenge/port.ts";
import type { LoginActivityPort } from "../login-activity/port.ts";
import type { TrustedDevicePort } from "../trusted-device/port.ts";
import type { Account } from "./account.ts";
import type { ClientApps } from "./client-app.ts";
import type { GivenPassword, ProveOwnPassword } from "./own-password.ts";
import { refuseTooLong } from "./password.ts";
import { FRESH_AUTHENTICATION_MS, type Sessions } from "./session.ts";
import { passwordResetRequired, type InvalidCredentials, type PasswordResetRequired } from "./sign-in-result.ts";
import { tooManyAttempts, type TooManyAttempts } from "./too-many-attempts.ts";

export type Reauthentication = GivenPassword & { verification: TypedCode | null };

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
  sessions: Sessions;
  proveOwnPassword: ProveOwnPassword;
  apps: ClientApps;
  challenge: Pick<ChallengePort, "twoStepOf" | "ask" | "redeem" | "secondStepLock">;
  devices: Pick<TrustedDevicePort, "trustedSince" | "reachOf">;
  activity: Pick<LoginActivityPort, "record">;
  transact: Transact;
  now: Clock;
};

/** Proves once more that the person is there: opens sensitive changes in this session for ten minutes. */
export const reauthenticate =
  (needs: Needs) =>
  async (viewer: Viewer, given: Reauthentication): Promise<ReauthenticateResult> => {
    const { sessions, proveOwnPassword, challenge, activity, now } = needs;
    const { verification } = given;
    refuseTooLong(given.password, "password");
    const own = await proveOwnPassword(viewer, given);
    if (own.kind !== "OwnPassword") return own;
    const { account, session, origin } = own;
    const at = now();
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
