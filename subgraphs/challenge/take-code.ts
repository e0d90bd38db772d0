import type { Transact } from "../kernel/mongo.ts";
import { digest } from "../kernel/secret.ts";
import { isSixDigits } from "../kernel/six-digits.ts";
import { readTypedCode } from "../kernel/typed-code.ts";
import type { ChallengeStatus, VerificationMethod } from "../kernel/vocabulary.ts";
import type { LoginActivityPort } from "../login-activity/port.ts";
import { attemptsRemaining, MAX_ATTEMPTS, statusAt, type Challenge, type Challenges, type Flow } from "./challenge.ts";
import type { Judge } from "./code.ts";
import type { Settle } from "./settle.ts";
import type { WrongSecondStep } from "./wrong-second-step.ts";

export type CodeIncorrect = { kind: "CodeIncorrect"; message: string; attemptsRemaining: number };
export type ChallengeClosed = { kind: "ChallengeClosed"; message: string; status: ChallengeStatus };
export type RightCode = { kind: "RightCode"; challenge: Challenge; method: VerificationMethod };

/** A code as typed, in its one form. Without a method it is of either shape. */
export type TypedCode = { ticket: string; code: string; method: VerificationMethod | null };

/** Spends one attempt and judges the code. The challenge is still open after a right one: completing it is the caller's. */
export type TakeCode = (typed: TypedCode, flow: Flow, at: Date) => Promise<RightCode | CodeIncorrect | ChallengeClosed>;

/** Where what happens to a code is recorded. */
export type Recorder = Pick<LoginActivityPort, "record">;

type Needs = {
  challenges: Challenges;
  judge: Judge;
  settle: Settle;
  wrongSecondStep: WrongSecondStep;
  activity: Recorder;
  transact: Transact;
};

const CLOSED: Record<ChallengeStatus, string> = {
  PENDING: "This flow can take no code now. Begin again.",
  APPROVED: "A trusted device has approved this already: call completeApprovedSignIn.",
  COMPLETED: "This code was used already. Begin again if you need another.",
  DENIED: "A trusted device said no. Begin again only if it is really you.",
  EXPIRED: "This flow is over or was never there. Begin again.",
  LOCKED: "Too many wrong codes. Begin again.",
  CANCELLED: "This flow was ended. Begin again.",
};

export const challengeClosed = (status: ChallengeStatus): ChallengeClosed => ({
  kind: "ChallengeClosed",
  message: CLOSED[status],
  status,
});

const codeIncorrect = (challenge: Challenge, message: string): CodeIncorrect => ({
  kind: "CodeIncorrect",
  message,
  attemptsRemaining: attemptsRemaining(challenge),
});

/** Before an attempt is spent: the shape of a recovery code fits no other method, and without one only the challenge knows. */
const checkShape = async (challenges: Challenges, { ticket, code, method }: TypedCode): Promise<void> => {
  if (method !== null || isSixDigits(code)) return;
  const challenge = await challenges.byTicket(digest(ticket));
  readTypedCode(code, challenge?.method ?? "EMAIL");
};

/** What a challenge that takes no more attempts says; of another flow's as little as of none. */
const whyClosed = (challenge: Challenge | null, { purpose, sessionId }: Flow, at: Date): ChallengeClosed => {
  if (challenge?.purpose !== purpose || challenge.sessionId !== sessionId) return challengeClosed("EXPIRED");
  const status = statusAt(challenge, at);
  return challengeClosed(status === "PENDING" && challenge.attempts >= MAX_ATTEMPTS ? "LOCKED" : status);
};

const NEVER_RIGHT = { is: "WRONG", hint: null } as const;

export const takeCode =
  ({ challenges, judge, settle, wrongSecondStep, activity, transact }: Needs): TakeCode =>
  async (typed, flow, at) => {
    const { ticket, code, method } = typed;
    await checkShape(challenges, typed);
    // Spent before the code is compared, so that parallel guesses cannot share one attempt.
    const challenge = await challenges.spendAttempt(digest(ticket), flow, at);
    if (!challenge) return whyClosed(await challenges.byTicket(digest(ticket)), flow, at);

    const verdict = await (challenge.isTaken ? NEVER_RIGHT : judge(challenge, code, method, at));
    if (verdict.is === "RIGHT") return { kind: "RightCode", challenge, method: verdict.method };
    if (verdict.is === "REPLACED") {
      await challenges.returnAttempt(challenge.id);
      return codeIncorrect({ ...challenge, attempts: challenge.attempts - 1 }, "A newer code was sent. Use that one.");
    }

    const { accountId, origin } = challenge;
    await transact(async () => {
      await activity.record({ kind: "VERIFICATION_FAILED", accountId, method: method ?? challenge.method }, origin, at);
      if (attemptsRemaining(challenge) === 0 && (await settle(challenge, "LOCKED", at)))
        await activity.record({ kind: "VERIFICATION_LOCKED", accountId }, origin, at);
      await wrongSecondStep(challenge, activity, at);
    });
    return codeIncorrect(challenge, ["This code is wrong or has expired.", verdict.hint].filter(Boolean).join(" "));
  };
