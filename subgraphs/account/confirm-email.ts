import type { Clock } from "../kernel/clock.ts";
import { newId } from "../kernel/id.ts";
import type { Transact } from "../kernel/mongo.ts";
import { isEqual } from "../kernel/secret.ts";
import type { ChallengeStatus, Client } from "../kernel/vocabulary.ts";
import type { ChallengePort } from "../challenge/port.ts";
import type { LoginActivityPort } from "../login-activity/port.ts";
import type { Account, Accounts } from "./account.ts";
import { checkClient, isTooOld, type ClientApp, type ClientApps } from "./client-app.ts";
import type { LetIn, SignedIn } from "./let-in.ts";
import type { AccountPort } from "./port.ts";
import {
  MAX_CONFIRMATION_ATTEMPTS,
  type ConfirmationDigest,
  type PendingSignUp,
  type PendingSignUps,
} from "./pending-sign-up.ts";

export type Confirmation = { email: string; code: string; client: Client; ip: string };

export type ConfirmEmailResult =
  | SignedIn
  | { kind: "CodeIncorrect"; message: string; attemptsRemaining: number }
  | { kind: "ChallengeClosed"; message: string; status: ChallengeStatus };

type Needs = {
  accounts: Accounts;
  pendingSignUps: PendingSignUps;
  apps: ClientApps;
  confirmationDigest: ConfirmationDigest;
  offersTwoStep: AccountPort["offersTwoStep"];
  challenge: Pick<ChallengePort, "enableTwoStep">;
  activity: Pick<LoginActivityPort, "appraise" | "record">;
  letIn: LetIn;
  transact: Transact;
  now: Clock;
};

const closed = (status: ChallengeStatus): ConfirmEmailResult => ({
  kind: "ChallengeClosed",
  message: "There is no sign-up of this address on this installation to confirm. Sign up again.",
  status,
});

/** Turns a pending sign-up into an account and signs it in: all of it, once, or nothing. */
export const confirmEmail =
  ({
    accounts,
    pendingSignUps,
    apps,
    confirmationDigest,
    offersTwoStep,
    challenge,
    activity,
    letIn,
    transact,
    now,
  }: Needs) =>
  async ({ email, code, client, ip }: Confirmation): Promise<ConfirmEmailResult> => {
    const app = checkClient(apps, client);
    const at = now();
    const { installationId } = client;
    const pending = await pendingSignUps.spendAttempt(email, installationId, at);
    if (!pending) return closed((await pendingSignUps.of(email, installationId, at)) ? "LOCKED" : "EXPIRED");

    const isRight = isEqual(pending.codeDigest, confirmationDigest(email, installationId, code));
    if (!isRight || pending.isTaken)
      return {
        kind: "CodeIncorrect",
        message: "This code is wrong or has expired.",
        attemptsRemaining: MAX_CONFIRMATION_ATTEMPTS - pending.attempts,
      };

    const account = newAccount(pending, at);
    const origin = await activity.appraise({ accountId: null, client, ip, isOldApp: false }, at);
    return transact(async () => {
      const isFirst = (await pendingSignUps.take(email, installationId)) && (await accounts.add(account));
      if (!isFirst) return closed("COMPLETED");
      await activity.record({ kind: "SIGNED_UP", accountId: account.id }, origin, at);
      await activity.record({ kind: "EMAIL_CONFIRMED", accountId: account.id, method: "EMAIL" }, origin, at);
      const isTwoStepOn =
        startsWithTwoStep(app, client) &&
        (await offersTwoStep(app.id, account.id)) &&
        (await challenge.enableTwoStep(account.id, installationId, at));
      if (isTwoStepOn) await activity.record({ kind: "TWO_STEP_ENABLED", accountId: account.id }, origin, at);
      return letIn({
        account,
        origin,
        amr: ["pwd", "otp"],
        method: "EMAIL",
        trusts: isTwoStepOn,
        deviceToken: null,
        isFirst: true,
      });
    });
  };

/** On by default only where this very version could be let in again. */
const startsWithTwoStep = (app: ClientApp, client: Client): boolean =>
  app.twoStepOnByDefault && !isTooOld(app, client.appVersion);

const newAccount = ({ email, passwordHash, locale }: PendingSignUp, at: Date): Account => ({
  id: newId(),
  email,
  passwordHash,
  passwordChangedAt: at,
  roles: ["USER"],
  locale,
  createdAt: at,
  protectedAt: null,
  protectedBy: null,
  securityQuestion: null,
});
