import type { Clock } from "../kernel/clock.ts";
import type { Transact } from "../kernel/mongo.ts";
import { digest } from "../kernel/secret.ts";
import type { AccountPort, ClientApp, LetIn, SignedIn } from "../account/port.ts";
import type { ChallengePort } from "./port.ts";
import type { Challenge, Challenges } from "./challenge.ts";
import type { Settle } from "./settle.ts";
import {
  challengeClosed,
  type ChallengeClosed,
  type CodeIncorrect,
  type TakeCode,
  type TypedCode,
} from "./take-code.ts";

export type Submission = TypedCode & { trustDevice: boolean | null };

export type SubmitVerificationCodeResult =
  | SignedIn
  | CodeIncorrect
  | ChallengeClosed
  | { kind: "AppUpdateRequired"; message: string; app: ClientApp; minimumVersion: string; updateUrl: string | null }
  | { kind: "PasswordResetRequired"; message: string }
  | { kind: "TooManyAttempts"; message: string; retryAt: Date };

type Needs = {
  challenges: Challenges;
  takeCode: TakeCode;
  settle: Settle;
  account: Pick<AccountPort, "account" | "clientApp" | "outdatedApp">;
  secondStepLock: ChallengePort["secondStepLock"];
  letIn: LetIn;
  transact: Transact;
  now: Clock;
};

const SIGN_IN = { purpose: "SIGN_IN", sessionId: null } as const;

/** The code that was sent signs in. Everything that `signIn` looked at is looked at again. */
export const submitVerificationCode =
  ({ challenges, takeCode, settle, account, secondStepLock, letIn, transact, now }: Needs) =>
  async ({ trustDevice, ...typed }: Submission): Promise<SubmitVerificationCodeResult> => {
    const at = now();
    const asked = await challenges.byTicket(digest(typed.ticket));
    const lockedUntil = asked && (await secondStepLock(asked.accountId, at));
    if (lockedUntil)
      return {
        kind: "TooManyAttempts",
        message: "Too many wrong codes for this account. Try again at retryAt.",
        retryAt: lockedUntil,
      };

    const taken = await takeCode(typed, SIGN_IN, at);
    if (taken.kind !== "RightCode") return taken;
    const { challenge, method } = taken;

    const whose = await account.account(challenge.accountId);
    if (!whose || whose.passwordChangedAt > challenge.createdAt) return challengeClosed("CANCELLED");
    if (whose.protectedAt)
      return {
        kind: "PasswordResetRequired",
        message: "This account is protected. Its owner resets the password by mail.",
      };
    const refused = outdated(challenge);
    if (refused) return refused;

    const { appId } = challenge.origin.client;
    const trusts = trustDevice ?? account.clientApp(appId)?.trustsByDefault ?? false;
    return transact(async () => {
      const isFirst = await settle(challenge, "COMPLETED", now());
      if (!isFirst) return challengeClosed((await challenges.byIds([challenge.id]))[0]?.status ?? "EXPIRED");
      return letIn({
        account: whose,
        origin: challenge.origin,
        amr: ["pwd", "otp"],
        method,
        trusts,
        deviceToken: null,
      });
    });

    function outdated({ origin: { client } }: Challenge) {
      const app = account.outdatedApp(client.appId, client.appVersion);
      if (!app) return null;
      const { minimumTwoStepVersion: minimumVersion, updateUrl } = app;
      const message = `Update ${app.name} to ${minimumVersion} or newer to sign in to this account.`;
      return { kind: "AppUpdateRequired" as const, message, app, minimumVersion, updateUrl };
    }
  };
