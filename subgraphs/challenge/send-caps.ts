import { rateLimited } from "../kernel/refusal.ts";
import type { Throttle } from "../kernel/throttle.ts";
import type { Challenge } from "./challenge.ts";
import type { Facts, Method } from "./method/method.ts";

/** How much may be sent in a while, whatever the flow: each method says what a send of it counts against. */
export interface SendCaps {
  /** From when on one may be sent again, or null where one may now. */
  reached(method: Method, challenge: Challenge, facts: Facts, at: Date): Promise<Date | null>;
  /** Counts one, in the transaction that sends it; throws RATE_LIMITED, and so undoes the send, when it was one too many. */
  spend(method: Method, challenge: Challenge, facts: Facts, at: Date): Promise<void>;
}

export const sendCaps = (throttle: Throttle): SendCaps => ({
  reached: async (method, challenge, facts, at) =>
    method.isAtHand ? null : throttle.reached(method.limits(challenge, facts), at),
  spend: async (method, challenge, facts, at) => {
    if (method.isAtHand) return;
    for (const [key, limit] of method.limits(challenge, facts)) {
      const { left } = await throttle.spend(key, limit, at);
      if (left < 0) throw rateLimited();
    }
  },
});
