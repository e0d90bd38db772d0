import type { Time } from "../kernel/clock.ts";
import type { Log } from "../kernel/log.ts";
import type { Config } from "../kernel/config.ts";
import type { Events } from "../kernel/events.ts";
import type { Mongo } from "../kernel/mongo.ts";
import type { Outbox } from "../kernel/outbox.ts";
import type { AppName } from "../kernel/letter-facts.ts";
import type { Metrics } from "../kernel/metrics.ts";
import { digest, type Secrets } from "../kernel/secret.ts";
import { mongoThrottle } from "../kernel/throttle.ts";
import type { ChallengeStatus, VerificationMethod } from "../kernel/vocabulary.ts";
import { ask, type Ask } from "./ask.ts";
import { mongoChallenges } from "./challenge.model.ts";
import type { Flow, OpenScope } from "./challenge.ts";
import { judge } from "./code.ts";
import { expireChallenges } from "./expire-challenges.ts";
import { tooManySecondSteps, type TooManyAttempts } from "./finish-sign-in.ts";
import { dataOf } from "./data-of.ts";
import { mongoHeld } from "./held.model.ts";
import { keepExpiring } from "./keep-expiring.ts";
import type { OutsideFacts } from "./method/method.ts";
import { methodOptions, verificationMethods, type MethodOption } from "./methods.ts";
import { notificationCap } from "./notification-cap.ts";
import { restore, type Restore } from "./restore.ts";
import { isLimited, secondStepLimits, type LimitedPurpose } from "./second-step-limits.ts";
import { outcomeMetric } from "./outcome-metric.ts";
import { sendCaps } from "./send-caps.ts";
import { prepareSend } from "./prepare-send.ts";
import { requestLine } from "./request-line.ts";
import { settle, settleAll } from "./settle.ts";
import {
  challengeClosed,
  takeCode,
  type ChallengeClosed,
  type CodeIncorrect,
  type Recorder,
  type TypedCode,
} from "./take-code.ts";
import { mongoTwoSteps } from "./two-step.model.ts";
import type { TwoStep } from "./two-step.ts";
import { wrongSecondStep } from "./wrong-second-step.ts";

export type { TypedCode } from "./take-code.ts";

/** The code was right, and is spent. */
export type Redeemed =
  { kind: "Redeemed"; email: string; method: VerificationMethod } | CodeIncorrect | ChallengeClosed | TooManyAttempts;

/** What the other subgraphs may ask of this one. */
export interface ChallengePort {
  twoStepOf(accountId: string): Promise<TwoStep>;
  /** On from the start, for an app that says so. True when it was off. Joins the transaction. */
  enableTwoStep(accountId: string, installationId: string, at: Date): Promise<boolean>;
  /** Opens a challenge and sends its first code. Joins the transaction. */
  ask: Ask;
  /** Takes and completes a code of a flow; the caller's port records what went wrong. */
  redeem(typed: TypedCode, flow: Flow, activity: Recorder, at: Date): Promise<Redeemed>;
  /** With what this account could answer a question, in this order. */
  optionsOf(facts: OutsideFacts, methodOrder: VerificationMethod[]): Promise<MethodOption[]>;
  /** Until when second steps of untrusted installations are locked for this purpose, or null. */
  secondStepLock(accountId: string, at: Date, purpose?: LimitedPurpose): Promise<Date | null>;
  /** Leaves nothing of the account. Joins the transaction. */
  forget(accountId: string): Promise<void>;
  /** A new password begins anew: no wrong second step counts any more. */
  clearSecondSteps(accountId: string): Promise<void>;
  /** What the person may take along of what is kept here: no code, no ticket, no secret. */
  dataOf(accountId: string): Promise<Record<string, unknown>>;
  /** Takes phone, authenticators and recovery codes off the account: its owner has lost them. Joins the transaction. */
  forgetHeld(accountId: string, at: Date): Promise<void>;
  /** The confirmed phone number, in E.164, for news that must reach its owner; null: there is none. */
  phoneNumberOf(accountId: string): Promise<string | null>;
  /** Ends every open challenge in the scope. Joins the transaction. */
  close(scope: OpenScope, status: ChallengeStatus, at: Date): Promise<void>;
  /** A backup was restored: no question asked before can be answered. How many were open. */
  voidIssued(at: Date): Promise<number>;
  /** Puts back what a change took away, as far as it is of this subgraph. Joins the transaction. */
  restore: Restore;
}

type JobNeeds = {
  mongo: Pick<Mongo, "connection" | "transact" | "afterCommit">;
  metrics: Metrics;
  events: Events;
  time: Time;
  log: Log;
  activity: Recorder;
};

/** Settles what has expired, and records it, until stopped. */
export const startExpiring = ({ mongo, metrics, events, time, log, activity }: JobNeeds) => {
  const challenges = mongoChallenges(mongo.connection);
  const { transact, afterCommit } = mongo;
  const line = requestLine({ events, afterCommit });
  const countOutcome = outcomeMetric(metrics, afterCommit);
  const settling = settle({ challenges, events, line, countOutcome });
  const expire = expireChallenges({ challenges, settle: settling, activity, transact, now: time.now });
  return keepExpiring({ expire, time, log });
};

type Needs = {
  mongo: Pick<Mongo, "connection" | "transact" | "afterCommit">;
  metrics: Metrics;
  secrets: Secrets;
  events: Events;
  outbox: Outbox;
  appName: AppName;
  config: Pick<Config, "ttl" | "smsPerCountry" | "publicUrl">;
};

export const challengePort = (needs: Needs): ChallengePort => {
  const { mongo, metrics, secrets, events, outbox, appName, config } = needs;
  const { connection, transact, afterCommit } = mongo;
  const { ttl, smsPerCountry, publicUrl } = config;
  const challenges = mongoChallenges(connection);
  const twoSteps = mongoTwoSteps(connection);
  const throttle = mongoThrottle(connection);
  const held = mongoHeld(connection, secrets);
  const { heldFor } = held;
  const methods = verificationMethods({ ...held, appName, outbox, secrets, transact, smsPerCountry, publicUrl });
  const caps = sendCaps(throttle);
  const notifications = notificationCap({ throttle, appName, outbox });
  const limits = secondStepLimits(throttle);
  const countOutcome = outcomeMetric(metrics, afterCommit);
  const line = requestLine({ events, afterCommit });
  const settling = { challenges, events, line, countOutcome };
  const settleOne = settle(settling);
  const settleOpen = settleAll(settling);
  const wrong = wrongSecondStep({ limits, settleAll: settleOpen, appName, outbox });
  const sending = prepareSend({ challenges, caps, notifications, outbox, secrets, line, ttl });
  const judging = judge({ secrets, methods, heldFor });

  return {
    twoStepOf: (accountId) => twoSteps.of(accountId),
    enableTwoStep: (accountId, installationId, at) => twoSteps.enable(accountId, installationId, at),
    ask: ask({
      challenges,
      methods,
      heldFor,
      prepareSend: sending,
      settleAll: settleOpen,
      caps,
      notifications,
      secrets,
      ttl,
    }),
    redeem: async (typed, flow, activity, at) => {
      const asked = await challenges.byTicket(digest(typed.ticket));
      const { purpose } = flow;
      const isCounted = asked?.purpose === purpose && isLimited(purpose);
      const lockedUntil = isCounted ? await limits.lockedUntil(asked.accountId, purpose, at) : null;
      if (lockedUntil) return tooManySecondSteps(lockedUntil);
      const taking = { challenges, judge: judging, settle: settleOne, wrongSecondStep: wrong };
      const taken = await takeCode({ ...taking, activity, transact })(typed, flow, at);
      if (taken.kind !== "RightCode") return taken;
      const isFirst = await settleOne(taken.challenge, "COMPLETED", at);
      if (isFirst) await notifications.forgive(taken.challenge, at);
      const { challenge, method } = taken;
      return isFirst ? { kind: "Redeemed", email: challenge.email, method } : challengeClosed("COMPLETED");
    },
    voidIssued: (at) => challenges.settleEvery("CANCELLED", at),
    restore: restore({ twoSteps, challenges, ...held }),
    optionsOf: async (facts, methodOrder) =>
      methodOptions(methods, methodOrder, { ...facts, ...(await held.readHeld(facts.account.id)) }),
    secondStepLock: (accountId, at, purpose = "SIGN_IN") => limits.lockedUntil(accountId, purpose, at),
    forget: async (accountId) => {
      await challenges.forget(accountId);
      await twoSteps.forget(accountId);
      await limits.clear(accountId);
      await held.erase(accountId);
      await notifications.forget(accountId);
      await throttle.clear([`mails:${accountId}`, `sms:account:${accountId}`]);
    },
    clearSecondSteps: (accountId) => limits.clear(accountId),
    dataOf: dataOf({ twoSteps, challenges, readHeld: held.readHeld }),
    forgetHeld: held.forget,
    phoneNumberOf: async (accountId) => (await held.phones.of(accountId))?.number ?? null,
    close: async (scope, status, at) => {
      await settleOpen(scope, status, at);
    },
  };
};
