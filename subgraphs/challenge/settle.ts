import type { Events } from "../kernel/events.ts";
import type { ChallengeStatus } from "../kernel/vocabulary.ts";
import type { Approver, Challenge, Challenges, OpenScope } from "./challenge.ts";
import type { CountOutcome } from "./outcome-metric.ts";
import { outcomeTopic, requestsTopic } from "./topics.ts";

type Needs = { challenges: Challenges; events: Events; countOutcome: CountOutcome };

/** `from`: the statuses that it may have then; all open ones, where nothing else is said. */
export type Settle = (
  challenge: Challenge,
  status: ChallengeStatus,
  at: Date,
  from?: readonly ChallengeStatus[],
) => Promise<boolean>;
export type Approve = (challenge: Challenge, by: Approver, expiresAt: Date, at: Date) => Promise<boolean>;
export type SettleAll = (scope: OpenScope, status: ChallengeStatus, at: Date) => Promise<Challenge[]>;

const tell = (events: Events, challenge: Challenge): void => {
  events.publish(outcomeTopic(challenge.id), challenge.id);
  if (challenge.shownAt) events.publish(requestsTopic(challenge.accountId), challenge.id);
};

/** Ends a challenge once, and lets everybody know who waits for it. True for the one that did. */
export const settle =
  ({ challenges, events, countOutcome }: Needs): Settle =>
  async (challenge, status, at, from) => {
    const isFirst = await challenges.settle(challenge.id, status, at, from);
    if (!isFirst) return false;
    countOutcome(challenge, status, at);
    tell(events, challenge);
    return true;
  };

/** A trusted device says yes, once; the other devices take their prompts away. */
export const approve =
  ({ challenges, events }: Omit<Needs, "countOutcome">): Approve =>
  async (challenge, by, expiresAt, at) => {
    const isFirst = await challenges.approve(challenge.id, by, expiresAt, at);
    if (isFirst) tell(events, challenge);
    return isFirst;
  };

/** Ends whatever is open in the scope. */
export const settleAll =
  ({ challenges, events, countOutcome }: Needs): SettleAll =>
  async (scope, status, at) => {
    const settled = await challenges.settleAll(scope, status, at);
    for (const challenge of settled) {
      countOutcome(challenge, status, at);
      tell(events, challenge);
    }
    return settled;
  };
