import type { Clock } from "../kernel/clock.ts";
import type { Transact } from "../kernel/mongo.ts";
import { digest } from "../kernel/secret.ts";
import type { LoginActivityPort } from "../login-activity/port.ts";
import type { Challenges } from "./challenge.ts";
import type { Settle } from "./settle.ts";

type Needs = {
  challenges: Challenges;
  settle: Settle;
  activity: Pick<LoginActivityPort, "record">;
  transact: Transact;
  now: Clock;
};

/** Whoever holds the ticket gives up. True when this ended the flow. */
export const cancelVerification =
  ({ challenges, settle, activity, transact, now }: Needs) =>
  async (ticket: string): Promise<boolean> => {
    const challenge = await challenges.byTicket(digest(ticket));
    if (!challenge) return false;
    const at = now();
    return transact(async () => {
      const isFirst = await settle(challenge, "CANCELLED", at);
      const { accountId, origin } = challenge;
      if (isFirst && challenge.purpose === "SIGN_IN")
        await activity.record({ kind: "VERIFICATION_CANCELLED", accountId }, origin, at);
      return isFirst;
    });
  };
