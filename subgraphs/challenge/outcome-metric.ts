import type { AfterCommit } from "../kernel/mongo.ts";
import type { Metrics } from "../kernel/metrics.ts";
import type { ChallengeStatus } from "../kernel/vocabulary.ts";
import type { Challenge } from "./challenge.ts";

/** What became of a challenge, and how long the person took. */
export type CountOutcome = (challenge: Challenge, outcome: ChallengeStatus, at: Date) => void;

/** Counted once it is durable: a transaction may run twice, and be given up. */
export const outcomeMetric =
  (metrics: Metrics, afterCommit: AfterCommit): CountOutcome =>
  ({ purpose, method, createdAt }, outcome, at) => {
    const seconds = (at.getTime() - createdAt.getTime()) / 1_000;
    afterCommit(() => metrics.observe("challenge", { purpose, method, outcome }, seconds));
  };
