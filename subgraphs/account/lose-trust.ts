import { DAY, later, type Clock } from "../kernel/clock.ts";
import type { AppName } from "../kernel/letter-facts.ts";
import type { Transact } from "../kernel/mongo.ts";
import type { Outbox } from "../kernel/outbox.ts";
import type { Origin } from "../kernel/vocabulary.ts";
import type { LoginActivityPort } from "../login-activity/port.ts";
import type { TrustedDevicePort } from "../trusted-device/port.ts";
import type { Account } from "./account.ts";
import { lostTrustLetter } from "./lost-trust.mail.ts";

/** Whoever guesses on a trusted device is not its owner: it vouches for nobody any more, and the owner is told. */
export type LoseTrust = (account: Account, origin: Origin) => Promise<void>;

type Needs = {
  devices: Pick<TrustedDevicePort, "distrust">;
  activity: Pick<LoginActivityPort, "record">;
  appName: AppName;
  outbox: Outbox;
  transact: Transact;
  now: Clock;
};

export const loseTrust =
  ({ devices, activity, appName, outbox, transact, now }: Needs): LoseTrust =>
  ({ id: accountId, email, locale }, origin) =>
    transact(async () => {
      const at = now();
      if (!(await devices.distrust(accountId, origin.client.installationId))) return;
      await activity.record({ kind: "DEVICE_REMOVED", accountId }, origin, at);
      const letter = lostTrustLetter({ client: origin.client, app: appName(origin.client.appId), at, locale });
      await outbox.put({ channel: "MAIL", to: email, ...letter, staleAt: later(at, DAY) }, at);
    });
