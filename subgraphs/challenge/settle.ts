import type { Events } from "../kernel/events.ts";
import type { ChallengeStatus } from "../kernel/vocabulary.ts";
import type { Approver, Challenge, Challenges, OpenScope } from "./challenge.ts";
import type { CountOutcome } from "./outcome-metric.ts";
import type { RequestLine } from "./request-line.ts";
import { outcomeTopic } from "./topics.ts";

type Telling = { events: Events; line: Pick<RequestLine, "tellOver"> };
type Needs = Telling & { challenges: Challenges; countOutcome: CountOutcome };

/** `from`: the statuses that it may have then; all open ones, where nothing else is said. */
export type Settle = (
  challenge: Challenge,
  status: ChallengeStatus,
  at: Date,
  from?: readonly ChallengeStatus[],
) => Promise<boolean>;
export type Approve = (challenge: Challenge, by: Approver, expiresAt: Date, at: Date) => Promise<boolean>;
export type SettleAll = (scope: OpenScope, status: ChallengeStatus, at: Date) => Promise<Challenge[]>;

const tell = ({ events, line }: Telling, challenge: Challenge): void => {
  events.publish(outcomeTopic(challenge.id), challenge.id);
  line.tellOver(challenge);
};

/** Ends a challenge once, and lets everybody know who waits for it. True for the one that did. */
export const settle =
  ({ challenges, countOutcome, ...telling }: Needs): Settle =>
  async ({ id }, status, at, from) => {
    const settled = await challenges.settle(id, status, at, from);
    if (!settled) return false;
    countOutcome(settled, status, at);
    tell(telling, settled);
    return true;
  };

/** A trusted device says yes, once; the other devices take their prompts away. */
export const approve =
  ({ challenges, ...telling }: Omit<Needs, "countOutcome">): Approve =>
  async ({ id }, by, expiresAt, at) => {
    const approved = await challenges.approve(id, by, expiresAt, at);
    if (approved) tell(telling, approved);
    return approved !== null;
  };

/** Ends whatever is open in the scope. */
export const settleAll =
  ({ challenges, countOutcome, ...telling }: Needs): SettleAll =>
  async (scope, status, at) => {
    const settled = await challenges.settleAll(scope, status, at);
    for (const challenge of settled) {
      countOutcome(challenge, status, at);
      tell(telling, challenge);
    }
    return settled;
  };
