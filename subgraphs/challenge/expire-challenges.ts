import type { Clock } from "../kernel/clock.ts";
import type { Transact } from "../kernel/mongo.ts";
import type { LoginActivityPort } from "../login-activity/port.ts";
import type { Challenges } from "./challenge.ts";
import type { Settle } from "./settle.ts";

/** Writes down what has ended by itself, whether or not anybody looks; how much it was. */
export type ExpireChallenges = () => Promise<number>;

type Needs = {
  challenges: Pick<Challenges, "dueAt">;
  settle: Settle;
  activity: Pick<LoginActivityPort, "record">;
  transact: Transact;
  now: Clock;
};

const AT_ONCE = 100;

export const expireChallenges =
  ({ challenges, settle, activity, transact, now }: Needs): ExpireChallenges =>
  async () => {
    const at = now();
    const due = await challenges.dueAt(at, AT_ONCE);
    for (const challenge of due)
      await transact(async () => {
        // Of all processes that see it, one; and none where an answer came first.
        const isFirst = await settle(challenge, "EXPIRED", at);
        const { accountId, origin, method, purpose } = challenge;
        if (isFirst && purpose === "SIGN_IN")
          await activity.record({ kind: "VERIFICATION_EXPIRED", accountId, method }, origin, at);
      });
    return due.length;
  };
