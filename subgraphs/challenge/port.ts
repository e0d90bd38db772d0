import type { Connection } from "mongoose";
import type { Ttl } from "../kernel/config.ts";
import type { Events } from "../kernel/events.ts";
import type { Outbox } from "../kernel/outbox.ts";
import type { Secrets } from "../kernel/secret.ts";
import { mongoThrottle } from "../kernel/throttle.ts";
import type { ChallengeStatus } from "../kernel/vocabulary.ts";
import { ask, type Ask } from "./ask.ts";
import { mongoChallenges } from "./challenge.model.ts";
import type { Flow, OpenScope } from "./challenge.ts";
import { judge } from "./code.ts";
import { mailCap } from "./mail-cap.ts";
import { verificationMethods } from "./methods.ts";
import { restore, type Restore } from "./restore.ts";
import { sendCode } from "./send-code.ts";
import { settle, settleAll } from "./settle.ts";
import {
  challengeClosed,
  SECOND_STEPS_AN_HOUR,
  secondStepsOf,
  takeCode,
  type ChallengeClosed,
  type CodeIncorrect,
  type Recorder,
  type TypedCode,
} from "./take-code.ts";
import { mongoTwoSteps } from "./two-step.model.ts";
import type { TwoStep } from "./two-step.ts";

export type { TypedCode } from "./take-code.ts";

/** The code was right, and is spent. */
export type Redeemed = { kind: "Redeemed" } | CodeIncorrect | ChallengeClosed;

/** What the other subgraphs may ask of this one. */
export interface ChallengePort {
  twoStepOf(accountId: string): Promise<TwoStep>;
  /** On from the start, for an app that says so. True when it was off. Joins the transaction. */
  enableTwoStep(accountId: string, installationId: string, at: Date): Promise<boolean>;
  /** Opens a challenge and sends its first code. Joins the transaction. */
  ask: Ask;
  /** Takes and completes a code of a flow; the caller's port records what went wrong. */
  redeem(typed: TypedCode, flow: Flow, activity: Recorder, at: Date): Promise<Redeemed>;
  /** Until when second steps of untrusted installations are locked, or null. */
  secondStepLock(accountId: string, at: Date): Promise<Date | null>;
  /** Ends every open challenge in the scope. Joins the transaction. */
  close(scope: OpenScope, status: ChallengeStatus, at: Date): Promise<void>;
  /** Puts back what a change took away, as far as it is of this subgraph. Joins the transaction. */
  restore: Restore;
}

type Needs = { connection: Connection; secrets: Secrets; events: Events; outbox: Outbox; ttl: Ttl };

export const challengePort = ({ connection, secrets, events, outbox, ttl }: Needs): ChallengePort => {
  const challenges = mongoChallenges(connection);
  const twoSteps = mongoTwoSteps(connection);
  const throttle = mongoThrottle(connection);
  const methods = verificationMethods({ outbox });
  const cap = mailCap(throttle);
  const settleOne = settle({ challenges, events });
  const settleOpen = settleAll({ challenges, events });
  const send = sendCode({ challenges, methods, mailCap: cap, secrets, events, ttl });

  return {
    twoStepOf: (accountId) => twoSteps.of(accountId),
    enableTwoStep: (accountId, installationId, at) => twoSteps.enable(accountId, installationId, at),
    ask: ask({ challenges, methods, sendCode: send, settleAll: settleOpen, cap, ttl }),
    redeem: async (typed, flow, activity, at) => {
      const taken = await takeCode({ challenges, judge: judge(secrets), settle: settleOne, throttle, activity })(
        typed,
        flow,
        at,
      );
      if (taken.kind !== "RightCode") return taken;
      const isFirst = await settleOne(taken.challenge, "COMPLETED", at);
      return isFirst ? { kind: "Redeemed" } : challengeClosed("COMPLETED");
    },
    secondStepLock: (accountId, at) =>
      throttle.reached(new Map([[secondStepsOf(accountId), SECOND_STEPS_AN_HOUR]]), at),
    restore: restore({ twoSteps }),
    close: async (scope, status, at) => {
      await settleOpen(scope, status, at);
    },
  };
};
