import type { AccountPort } from "../account/port.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Transact } from "../kernel/mongo.ts";
import type { LoginActivityPort } from "../login-activity/port.ts";
import type { ActingFrom, Actor } from "./acting-from.ts";
import type { Installations } from "./installation.ts";

type TrustedDeviceRemoved = { kind: "TrustedDeviceRemoved"; account: { id: string }; sessionsEnded: number };
type TrustedDeviceNotFound = { kind: "TrustedDeviceNotFound"; message: string };
export type RemoveTrustedDeviceResult = TrustedDeviceRemoved | TrustedDeviceNotFound;

export type RemoveTrustedDevice = (actor: Actor, deviceId: string) => Promise<RemoveTrustedDeviceResult>;

type Needs = {
  installations: Pick<Installations, "untrust">;
  account: Pick<AccountPort, "requireFresh" | "endSessions">;
  activity: Pick<LoginActivityPort, "record">;
  actingFrom: ActingFrom;
  transact: Transact;
  now: Clock;
};

/** Unknown, somebody else's and already removed are told alike. */
const trustedDeviceNotFound = (): TrustedDeviceNotFound => ({
  kind: "TrustedDeviceNotFound",
  message: "There is no such trusted device on this account. trustedDevices lists them.",
});

/** Ends its trust and logs it out of this account; its next sign-in is asked for a code. A device may remove itself. */
export const removeTrustedDevice =
  ({ installations, account, activity, actingFrom, transact, now }: Needs): RemoveTrustedDevice =>
  async (actor, deviceId) => {
    const at = now();
    const { accountId } = actor.viewer;
    await account.requireFresh(actor.viewer, at);
    const origin = await actingFrom(actor);

    return transact(async () => {
      const [removed] = await installations.untrust(accountId, [deviceId]);
      if (!removed) return trustedDeviceNotFound();
      const only = { installationIds: [removed.installationId] };
      const ended = await account.endSessions({ accountId, only }, "DEVICE_REMOVED", at);
      await activity.record({ kind: "DEVICE_REMOVED", accountId }, origin, at);
      return { kind: "TrustedDeviceRemoved", account: { id: accountId }, sessionsEnded: ended.length };
    });
  };
