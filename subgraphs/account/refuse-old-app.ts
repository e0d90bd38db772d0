import { DAY, later, type Clock } from "../kernel/clock.ts";
import type { Transact } from "../kernel/mongo.ts";
import type { Outbox } from "../kernel/outbox.ts";
import type { Throttle } from "../kernel/throttle.ts";
import type { Origin } from "../kernel/vocabulary.ts";
import type { LoginActivityPort } from "../login-activity/port.ts";
import type { Account } from "./account.ts";
import { appUpdateRequired, type AppUpdateRequired } from "./app-update-required.ts";
import type { OutdatedApp } from "./client-app.ts";
import { oldAppLetter } from "./old-app.mail.ts";

type Needs = {
  throttle: Pick<Throttle, "spend">;
  activity: Pick<LoginActivityPort, "record">;
  outbox: Outbox;
  transact: Transact;
  now: Clock;
};

export type RefuseOldApp = (account: Account, app: OutdatedApp, origin: Origin) => Promise<AppUpdateRequired>;

const LETTERS_OF_AN_APP = { most: 1, windowMs: DAY };

/** Says which version can sign in; the owner, who may not be looking at the app, has one letter a day and app about it. */
export const refuseOldApp =
  ({ throttle, activity, outbox, transact, now }: Needs): RefuseOldApp =>
  async (account, app, origin) => {
    const at = now();
    // Counted before the transaction, in which two first tries at once would collide.
    const { left } = await throttle.spend(`old-app:${account.id}:${app.id}`, LETTERS_OF_AN_APP, at);
    await transact(async () => {
      await activity.record({ kind: "SIGN_IN_REFUSED_OLD_APP", accountId: account.id }, origin, at);
      if (left < 0) return;
      const letter = oldAppLetter({ app, client: origin.client, locale: account.locale });
      await outbox.put({ channel: "MAIL", to: account.email, ...letter, staleAt: later(at, DAY) }, at);
    });
    return appUpdateRequired(app);
  };
