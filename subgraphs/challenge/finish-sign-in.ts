import type { Clock } from "../kernel/clock.ts";
import type { Transact } from "../kernel/mongo.ts";
import type { ChallengeStatus, VerificationMethod } from "../kernel/vocabulary.ts";
import type { AccountPort, ClientApp, LetIn, SignedIn } from "../account/port.ts";
import type { LoginActivityPort } from "../login-activity/port.ts";
import { statusAt, type Challenge, type Challenges } from "./challenge.ts";
import type { NotificationCap } from "./notification-cap.ts";
import type { SecondStepLimits } from "./second-step-limits.ts";
import type { Settle } from "./settle.ts";
import { challengeClosed, type ChallengeClosed } from "./take-code.ts";

export type TooManyAttempts = { kind: "TooManyAttempts"; message: string; retryAt: Date };

/** Why somebody who has passed the second step is not let in all the same. */
export type NotLetIn =
  | ChallengeClosed
  | { kind: "AppUpdateRequired"; message: string; app: ClientApp; minimumVersion: string; updateUrl: string | null }
  | { kind: "PasswordResetRequired"; message: string }
  | TooManyAttempts;

/** `from`: the status in which the step was passed; only from there it completes. */
export type Passed = {
  challenge: Challenge;
  method: VerificationMethod;
  proof: "otp" | "swk";
  from: ChallengeStatus;
  /** Null: what the app's policy says. */
  trustDevice: boolean | null;
};

export type FinishSignIn = (passed: Passed) => Promise<SignedIn | NotLetIn>;

type Needs = {
  challenges: Challenges;
  limits: SecondStepLimits;
  notifications: NotificationCap;
  settle: Settle;
  account: Pick<AccountPort, "account" | "clientApp" | "outdatedApp">;
  letIn: LetIn;
  activity: Pick<LoginActivityPort, "followVerification">;
  transact: Transact;
  now: Clock;
};

export const tooManySecondSteps = (retryAt: Date): TooManyAttempts => ({
  kind: "TooManyAttempts",
  message: "Too many wrong codes for this account. Try again at retryAt.",
  retryAt,
});

/** What every second step of a sign-in ends with. Everything that `signIn` looked at is looked at again. */
export const finishSignIn =
  ({ challenges, limits, notifications, settle, account, letIn, activity, transact, now }: Needs): FinishSignIn =>
  async ({ challenge, method, proof, from, trustDevice }) => {
    const { accountId, origin } = challenge;
    const whose = await account.account(accountId);
    if (!whose || whose.passwordChangedAt > challenge.createdAt) return challengeClosed("CANCELLED");
    if (whose.protectedAt)
      return {
        kind: "PasswordResetRequired",
        message: "This account is protected. Its owner resets the password by mail.",
      };
    const lockedUntil = await limits.lockedUntil(accountId, "SIGN_IN", now());
    if (lockedUntil) return tooManySecondSteps(lockedUntil);
    const refused = outdated();
    if (refused) return refused;

    const trusts = trustDevice ?? account.clientApp(origin.client.appId)?.trustsByDefault ?? false;
    return transact(async () => {
      const at = now();
      if (!(await settle(challenge, "COMPLETED", at, [from]))) {
        const [current] = await challenges.byIds([challenge.id]);
        return challengeClosed(current ? statusAt(current, at) : "EXPIRED");
      }
      await limits.countRight(accountId);
      await activity.followVerification({ kind: "SIGNED_IN", id: challenge.id, method }, at);
      await notifications.forgive(challenge, at);
      return letIn({ account: whose, origin, amr: ["pwd", proof], method, trusts, deviceToken: null });
    });

    function outdated() {
      const app = account.outdatedApp(origin.client.appId, origin.client.appVersion);
      if (!app) return null;
      const { minimumTwoStepVersion: minimumVersion, updateUrl } = app;
      const message = `Update ${app.name} to ${minimumVersion} or newer to sign in to this account.`;
      return { kind: "AppUpdateRequired" as const, message, app, minimumVersion, updateUrl };
    }
  };
