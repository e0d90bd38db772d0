import type { AccountPort } from "../account/port.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Transact } from "../kernel/mongo.ts";
import type { LoginActivityPort } from "../login-activity/port.ts";
import type { ActingFrom, Actor } from "./acting-from.ts";
import type { Installations } from "./installation.ts";

/** The number removed. */
export type RemoveOtherTrustedDevices = (actor: Actor) => Promise<number>;

type Needs = {
  installations: Pick<Installations, "trustedOf" | "untrust">;
  account: Pick<AccountPort, "requireFresh" | "endSessions">;
  activity: Pick<LoginActivityPort, "record">;
  actingFrom: ActingFrom;
  transact: Transact;
  now: Clock;
};

/** Does to every trusted device but this one what removing it does. */
export const removeOtherTrustedDevices =
  ({ installations, account, activity, actingFrom, transact, now }: Needs): RemoveOtherTrustedDevices =>
  async (actor) => {
    const at = now();
    const { accountId, installationId } = actor.viewer;
    await account.requireFresh(actor.viewer, at);
    const origin = await actingFrom(actor);

    return transact(async () => {
      const trusted = await installations.trustedOf(accountId, at);
      const others = trusted.filter((it) => it.installationId !== installationId).map(({ id }) => id);
      const removed = await installations.untrust(accountId, others);
      const only = { installationIds: removed.map((it) => it.installationId) };
      await account.endSessions({ accountId, only }, "DEVICE_REMOVED", at);
      for (const device of removed)
        await activity.record({ kind: "DEVICE_REMOVED", accountId: device.accountId }, origin, at);
      return removed.length;
    });
  };
