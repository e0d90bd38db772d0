import { later, MINUTE, type Clock } from "../kernel/clock.ts";
import type { Transact } from "../kernel/mongo.ts";
import { badInput } from "../kernel/refusal.ts";
import type { Secrets } from "../kernel/secret.ts";
import type { Viewer } from "../kernel/viewer.ts";
import type { LoginActivityPort } from "../login-activity/port.ts";
import type { TrustedDevicePort } from "../trusted-device/port.ts";
import { requestStatusAt, type Challenge, type Challenges } from "./challenge.ts";
import { matchesNumber } from "./match-number.ts";
import { requestFor, verificationSettled, type VerificationSettled } from "./request.ts";
import type { Approve, Settle } from "./settle.ts";
import { challengeClosed, type ChallengeClosed } from "./take-code.ts";
import type { WrongSecondStep } from "./wrong-second-step.ts";

export type ApproveVerificationResult =
  VerificationSettled | { kind: "MatchNumberIncorrect"; message: string } | ChallengeClosed;

type Needs = {
  challenges: Challenges;
  devices: Pick<TrustedDevicePort, "trustedSince">;
  secrets: Secrets;
  approve: Approve;
  settle: Settle;
  wrongSecondStep: WrongSecondStep;
  activity: Pick<LoginActivityPort, "record" | "followVerification">;
  transact: Transact;
  now: Clock;
};

/** How long the device that asked has to finish. */
const APPROVAL_LIFE_MS = 2 * MINUTE;

/** On a trusted device: the number that the person reads on the new one. One wrong number ends the request. */
export const approveVerification = (needs: Needs) => {
  const { challenges, secrets, approve, settle, wrongSecondStep, activity, transact, now } = needs;
  const request = requestFor(needs);

  const closed = async ({ id }: Challenge): Promise<ChallengeClosed> =>
    challengeClosed((await challenges.byIds([id]))[0]?.status ?? "EXPIRED");

  const confirm = async (challenge: Challenge, { sessionId, installationId }: Viewer, at: Date) => {
    const isFirst = await approve(challenge, { sessionId, installationId }, later(at, APPROVAL_LIFE_MS), at);
    if (!isFirst) return closed(challenge);
    const { accountId, origin, method } = challenge;
    await activity.record({ kind: "VERIFICATION_APPROVED", accountId, method }, origin, at);
    await activity.followVerification({ kind: "ANSWERED", id: challenge.id, method: "APP_NOTIFICATION" }, at);
    return verificationSettled(challenge, "APPROVED");
  };

  const lock = async (challenge: Challenge, at: Date): Promise<ApproveVerificationResult> => {
    if (!(await settle(challenge, "LOCKED", at, ["PENDING"]))) return closed(challenge);
    const { accountId, origin } = challenge;
    const method = "APP_NOTIFICATION";
    await activity.record({ kind: "VERIFICATION_FAILED", accountId, method }, origin, at);
    await activity.record({ kind: "VERIFICATION_LOCKED", accountId, method }, origin, at);
    await wrongSecondStep(challenge, activity, at);
    return {
      kind: "MatchNumberIncorrect",
      message: "That is not the number on the new device. The request has ended.",
    };
  };

  return async (viewer: Viewer, requestId: string, matchNumber: string): Promise<ApproveVerificationResult> => {
    const at = now();
    const challenge = await request(viewer, requestId, at);
    const status = requestStatusAt(challenge, at);
    if (status !== "PENDING") return challengeClosed(status);
    if (challenge.matchNumber === null)
      throw badInput("input.requestId", "is of a request that only its code answers.");
    const isRight = matchesNumber(secrets, challenge, matchNumber);
    return transact(() => (isRight ? confirm(challenge, viewer, at) : lock(challenge, at)));
  };
};
