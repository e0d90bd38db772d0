import { DAY, HOUR, later } from "../kernel/clock.ts";
import type { AppName } from "../kernel/letter-facts.ts";
import type { Outbox } from "../kernel/outbox.ts";
import { rateLimited } from "../kernel/refusal.ts";
import type { Limit, Throttle } from "../kernel/throttle.ts";
import type { VerificationMethod } from "../kernel/vocabulary.ts";
import type { Challenge } from "./challenge.ts";
import { fatigueLetter } from "./fatigue.mail.ts";

const SHOWN_AN_HOUR: Limit = { most: 3, windowMs: HOUR };
const TOLD_AN_HOUR: Limit = { most: 1, windowMs: HOUR };
const shownOf = (accountId: string): string => `requests-shown:${accountId}`;
const toldOf = (accountId: string): string => `requests-told:${accountId}`;

/** How often an account's devices may ask its owner in an hour: whoever is asked again and again says yes at last. */
export interface NotificationCap {
  isOff(accountId: string, at: Date): Promise<boolean>;
  /** These methods without the notification, while that is off. */
  without(accountId: string, order: VerificationMethod[], at: Date): Promise<VerificationMethod[]>;
  /** Counts a request that is shown for the first time, in the transaction that shows it; with the last one the owner is told. */
  show(challenge: Challenge, at: Date): Promise<void>;
  /** Of a request that was completed; nothing else takes one off. Joins the transaction. */
  forgive(challenge: Challenge, at: Date): Promise<void>;
  forget(accountId: string): Promise<void>;
}

type Needs = { throttle: Throttle; appName: AppName; outbox: Outbox };

/** These methods, without the notification while that is off. */
export const orderWhile = (isOff: boolean, order: VerificationMethod[]): VerificationMethod[] =>
  isOff ? order.filter((method) => method !== "APP_NOTIFICATION") : order;

export const notificationCap = ({ throttle, appName, outbox }: Needs): NotificationCap => {
  const isOff = async (accountId: string, at: Date): Promise<boolean> =>
    (await throttle.reached(new Map([[shownOf(accountId), SHOWN_AN_HOUR]]), at)) !== null;
  return {
    isOff,
    without: async (accountId, order, at) => orderWhile(await isOff(accountId, at), order),
    show: async ({ accountId, origin, email, locale }, at) => {
      const { left } = await throttle.spend(shownOf(accountId), SHOWN_AN_HOUR, at);
      // Of two at the same moment one was too many: as if it had not been asked for.
      if (left < 0) throw rateLimited();
      if (left > 0 || (await throttle.spend(toldOf(accountId), TOLD_AN_HOUR, at)).left < 0) return;
      const letter = fatigueLetter({ origin, app: appName(origin.client.appId), at, locale });
      await outbox.put({ channel: "MAIL", to: email, ...letter, staleAt: later(at, DAY) }, at);
    },
    forgive: async ({ accountId, shownAt }, at) => {
      if (shownAt) await throttle.giveBack(shownOf(accountId), at);
    },
    forget: (accountId) => throttle.clear([shownOf(accountId), toldOf(accountId)]),
  };
};
