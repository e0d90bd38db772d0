import { DAY, later, type Clock } from "../kernel/clock.ts";
import type { AppName } from "../kernel/letter-facts.ts";
import type { Transact } from "../kernel/mongo.ts";
import type { Outbox } from "../kernel/outbox.ts";
import type { Client } from "../kernel/vocabulary.ts";
import type { LoginActivityPort } from "../login-activity/port.ts";
import type { TrustedDevicePort } from "../trusted-device/port.ts";
import type { Account } from "./account.ts";
import { copiedDeviceLetter } from "./copied-device.mail.ts";

type Seen = { account: Account; attempt: { client: Client; ip: string } };

/** After a right password only: a stranger's old token takes nobody's trust away. */
export type DistrustCopy = (seen: Seen) => Promise<void>;

type Needs = {
  devices: Pick<TrustedDevicePort, "distrust">;
  activity: Pick<LoginActivityPort, "record" | "locate">;
  appName: AppName;
  outbox: Outbox;
  transact: Transact;
  now: Clock;
};

/** A device token that was replaced twice has come back, so there are two of that device: neither vouches any more. */
export const distrustCopy =
  ({ devices, activity, appName, outbox, transact, now }: Needs): DistrustCopy =>
  async ({ account: { id: accountId, email, locale }, attempt: { client, ip } }) => {
    const at = now();
    const origin = { client, ip, location: await activity.locate(ip), risks: [] };
    await transact(async () => {
      if (!(await devices.distrust(accountId, client.installationId))) return;
      await activity.record({ kind: "TOKEN_REUSED", accountId }, origin, at);
      const letter = copiedDeviceLetter({ origin, app: appName(client.appId), at, locale });
      await outbox.put({ channel: "MAIL", to: email, ...letter, staleAt: later(at, DAY) }, at);
    });
  };
