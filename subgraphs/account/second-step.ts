import type { Clock } from "../kernel/clock.ts";
import { inOrder } from "../kernel/method-order.ts";
import type { Transact } from "../kernel/mongo.ts";
import type { Origin } from "../kernel/vocabulary.ts";
import type { ChallengePort } from "../challenge/port.ts";
import type { LoginActivityPort } from "../login-activity/port.ts";
import type { TrustedDevicePort } from "../trusted-device/port.ts";
import type { Account } from "./account.ts";
import type { AppUpdateRequired } from "./app-update-required.ts";
import { outdated, type ClientApp } from "./client-app.ts";
import type { RefuseOldApp } from "./refuse-old-app.ts";
import type { VerificationRequired } from "./sign-in-result.ts";
import { tooManyAttempts, type TooManyAttempts } from "./too-many-attempts.ts";

/** Somebody with the right password, whose account asks for more. */
export type Candidate = {
  account: Account;
  app: ClientApp;
  origin: Origin;
  isTrusted: boolean;
  allowedMethods: ClientApp["verificationMethods"];
};

/** "TRUSTED": this installation vouches for itself. */
export type SecondStep = (
  candidate: Candidate,
) => Promise<"TRUSTED" | VerificationRequired | AppUpdateRequired | TooManyAttempts>;

type Needs = {
  refuseOldApp: RefuseOldApp;
  challenge: Pick<ChallengePort, "ask" | "secondStepLock">;
  devices: Pick<TrustedDevicePort, "reachOf">;
  activity: Pick<LoginActivityPort, "record" | "followVerification">;
  transact: Transact;
  now: Clock;
};

/** App version, trusted installation, lock, methods, challenge: in this order. */
export const secondStep =
  ({ refuseOldApp, challenge, devices, activity, transact, now }: Needs): SecondStep =>
  async ({ account, app, origin, isTrusted, allowedMethods }) => {
    const at = now();
    const old = outdated(app, origin.client.appVersion);
    if (old) return refuseOldApp(account, old, origin);
    if (isTrusted) return "TRUSTED";
    const lockedUntil = await challenge.secondStepLock(account.id, at);
    if (lockedUntil) return tooManyAttempts(lockedUntil);

    const facts = { account, reach: await devices.reachOf(account.id, at, origin.client.installationId) };
    const methodOrder = inOrder(app.verificationMethods, allowedMethods);
    return transact(async () => {
      const question = { purpose: "SIGN_IN" as const, facts, methodOrder, origin, sessionId: null };
      const { id, ticket, method, matchNumber, isSent } = await challenge.ask(question, at);
      await activity.record({ kind: "VERIFICATION_REQUESTED", accountId: account.id, method }, origin, at);
      await activity.followVerification({ kind: "ASKED", id, accountId: account.id, origin, method, isSent }, at);
      return { kind: "VerificationRequired", ticket, matchNumber, challenge: { ticket } };
    });
  };
