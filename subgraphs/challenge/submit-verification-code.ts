import type { Clock } from "../kernel/clock.ts";
import { digest } from "../kernel/secret.ts";
import type { SignedIn } from "../account/port.ts";
import type { LoginActivityPort } from "../login-activity/port.ts";
import type { Challenges } from "./challenge.ts";
import { tooManySecondSteps, type FinishSignIn, type NotLetIn } from "./finish-sign-in.ts";
import type { SecondStepLimits } from "./second-step-limits.ts";
import type { CodeIncorrect, TakeCode, TypedCode } from "./take-code.ts";

export type Submission = TypedCode & { trustDevice: boolean | null };

export type SubmitVerificationCodeResult = SignedIn | CodeIncorrect | NotLetIn;

type Needs = {
  challenges: Challenges;
  limits: SecondStepLimits;
  takeCode: TakeCode;
  finishSignIn: FinishSignIn;
  activity: Pick<LoginActivityPort, "followVerification">;
  now: Clock;
};

const SIGN_IN = { purpose: "SIGN_IN", sessionId: null } as const;

/** The code that was sent signs in. */
export const submitVerificationCode =
  ({ challenges, limits, takeCode, finishSignIn, activity, now }: Needs) =>
  async ({ trustDevice, ...typed }: Submission): Promise<SubmitVerificationCodeResult> => {
    const at = now();
    const asked = await challenges.byTicket(digest(typed.ticket));
    const lockedUntil = asked && (await limits.lockedUntil(asked.accountId, "SIGN_IN", at));
    if (lockedUntil) return tooManySecondSteps(lockedUntil);

    const taken = await takeCode(typed, SIGN_IN, at);
    if (taken.kind !== "RightCode") return taken;
    const { challenge, method } = taken;
    const finished = await finishSignIn({ challenge, method, proof: "otp", from: "PENDING", trustDevice });
    // Answered, and refused for another reason.
    if (finished.kind !== "SignedIn")
      await activity.followVerification({ kind: "ANSWERED", id: challenge.id, method }, at);
    return finished;
  };
