import { DAY, later } from "../kernel/clock.ts";
import type { AppName } from "../kernel/letter-facts.ts";
import type { Outbox } from "../kernel/outbox.ts";
import type { Protect } from "../account/port.ts";
import type { Challenge } from "./challenge.ts";
import { secondStepLockLetter } from "./second-step-lock.mail.ts";
import { isLimited, type SecondStepLimits } from "./second-step-limits.ts";
import type { SettleAll } from "./settle.ts";
import type { Recorder } from "./take-code.ts";

/** Counts a wrong code or number, and does what the limit that it reached asks for. Joins the transaction. */
export type WrongSecondStep = (challenge: Challenge, activity: Recorder, at: Date) => Promise<void>;

type Needs = {
  limits: SecondStepLimits;
  settleAll: SettleAll;
  appName: AppName;
  outbox: Outbox;
  /** Of sign-ins, which alone have a limit that protects. */
  protect?: Protect;
};

export const wrongSecondStep =
  ({ limits, settleAll, appName, outbox, protect }: Needs): WrongSecondStep =>
  async (challenge, activity, at) => {
    const { accountId, purpose, origin, email, locale } = challenge;
    if (!isLimited(purpose)) return;
    const { locks, protects } = await limits.countWrong(accountId, purpose, at);
    if (locks) {
      for (const ended of await settleAll({ accountId, purpose }, "LOCKED", at))
        await activity.record({ kind: "VERIFICATION_LOCKED", accountId }, ended.origin, at);
      await activity.record({ kind: "ATTEMPTS_LOCKED", accountId }, origin, at);
      const letter = secondStepLockLetter({ origin, app: appName(origin.client.appId), at, locale });
      await outbox.put({ channel: "MAIL", to: email, ...letter, staleAt: later(at, DAY) }, at);
    }
    if (protects) await protect?.({ accountId, saidBy: "LIMIT", disowned: null, origin });
  };
