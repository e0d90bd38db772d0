import type { Clock } from "../kernel/clock.ts";
import { digest } from "../kernel/secret.ts";
import type { SignedIn } from "../account/port.ts";
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
  now: Clock;
};

const SIGN_IN = { purpose: "SIGN_IN", sessionId: null } as const;

/** The code that was sent signs in. */
export const submitVerificationCode =
  ({ challenges, limits, takeCode, finishSignIn, now }: Needs) =>
  async ({ trustDevice, ...typed }: Submission): Promise<SubmitVerificationCodeResult> => {
    const at = now();
    const asked = await challenges.byTicket(digest(typed.ticket));
    const lockedUntil = asked && (await limits.lockedUntil(asked.accountId, "SIGN_IN", at));
    if (lockedUntil) return tooManySecondSteps(lockedUntil);

    const taken = await takeCode(typed, SIGN_IN, at);
    if (taken.kind !== "RightCode") return taken;
    const { challenge, method } = taken;
    return finishSignIn({ challenge, method, proof: "otp", from: "PENDING", trustDevice });
  };
