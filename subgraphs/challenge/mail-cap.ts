import { HOUR } from "../kernel/clock.ts";
import { rateLimited } from "../kernel/refusal.ts";
import type { Throttle } from "../kernel/throttle.ts";

const MAILS_AN_HOUR = { most: 10, windowMs: HOUR };
const mailsOf = (accountId: string): string => `mails:${accountId}`;

/** The codes that may be mailed to an account in an hour, whatever the flow. */
export interface MailCap {
  /** From when on one may be mailed again, or null where one may now. */
  reached(accountId: string, at: Date): Promise<Date | null>;
  /** Counts one, in the transaction that sends it; throws RATE_LIMITED, and so undoes the send, when it was one too many. */
  spend(accountId: string, at: Date): Promise<void>;
}

export const mailCap = (throttle: Throttle): MailCap => ({
  reached: (accountId, at) => throttle.reached(new Map([[mailsOf(accountId), MAILS_AN_HOUR]]), at),
  spend: async (accountId, at) => {
    const { left } = await throttle.spend(mailsOf(accountId), MAILS_AN_HOUR, at);
    if (left < 0) throw rateLimited();
  },
});
