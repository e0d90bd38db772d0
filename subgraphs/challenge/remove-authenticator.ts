import type { Clock } from "../kernel/clock.ts";
import type { Transact } from "../kernel/mongo.ts";
import { quoted } from "../kernel/letter.ts";
import { notFound } from "../kernel/refusal.ts";
import type { Viewer } from "../kernel/viewer.ts";
import type { AccountPort } from "../account/port.ts";
import type { LoginActivityPort } from "../login-activity/port.ts";
import type { TrustedDevicePort } from "../trusted-device/port.ts";
import { originOf } from "./acting.ts";
import type { Authenticators } from "./authenticator.ts";
import type { TellOfChange } from "./tell-of-change.ts";

type Needs = {
  authenticators: Authenticators;
  tellOfChange: TellOfChange;
  account: Pick<AccountPort, "requireFresh">;
  devices: Pick<TrustedDevicePort, "describe">;
  activity: Pick<LoginActivityPort, "locate">;
  transact: Transact;
  now: Clock;
};

/** Its codes open nothing from now on. A foreign or unknown one is not found. */
export const removeAuthenticator =
  (needs: Needs) =>
  async (viewer: Viewer, authenticatorId: string, ip: string): Promise<void> => {
    const { authenticators, tellOfChange, account, transact, now } = needs;
    const { accountId } = viewer;
    const at = now();
    await account.requireFresh(viewer, at);
    const origin = await originOf(needs, viewer, ip);
    await transact(async () => {
      const [removed] = await authenticators.remove(accountId, [authenticatorId], at);
      if (!removed) throw notFound("authenticator");
      await tellOfChange(
        {
          ...{ accountId, origin, kind: "METHOD_REMOVED", method: "AUTHENTICATOR", what: "appRemoved", also: null },
          change: { kind: "METHOD_REMOVED", method: "AUTHENTICATOR", authenticatorId },
          detail: (say) => ({ label: say("app"), value: quoted(removed.name) }),
        },
        at,
      );
    });
  };
