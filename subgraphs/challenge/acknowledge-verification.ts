import type { Clock } from "../kernel/clock.ts";
import type { Viewer } from "../kernel/viewer.ts";
import type { Transact } from "../kernel/mongo.ts";
import type { LoginActivityPort } from "../login-activity/port.ts";
import type { TrustedDevicePort } from "../trusted-device/port.ts";
import type { Challenges } from "./challenge.ts";

type Needs = {
  challenges: Challenges;
  devices: Pick<TrustedDevicePort, "isTrusted">;
  activity: Pick<LoginActivityPort, "followVerification">;
  transact: Transact;
  now: Clock;
};

/** A trusted device says that the person sees the request. True for the first that says so. */
export const acknowledgeVerification =
  ({ challenges, devices, activity, transact, now }: Needs) =>
  async ({ accountId, installationId }: Viewer, requestId: string): Promise<boolean> => {
    const at = now();
    if (!(await devices.isTrusted(accountId, installationId, at))) return false;
    return transact(async () => {
      const isFirst = await challenges.acknowledge(accountId, requestId, at);
      if (isFirst) await activity.followVerification({ kind: "ACKNOWLEDGED", id: requestId }, at);
      return isFirst;
    });
  };
