import type { Clock } from "../kernel/clock.ts";
import type { Viewer } from "../kernel/viewer.ts";
import type { TrustedDevicePort } from "../trusted-device/port.ts";
import type { Challenges } from "./challenge.ts";

type Needs = { challenges: Challenges; devices: Pick<TrustedDevicePort, "isTrusted">; now: Clock };

/** A trusted device says that the person sees the request. True for the first that says so. */
export const acknowledgeVerification =
  ({ challenges, devices, now }: Needs) =>
  async ({ accountId, installationId }: Viewer, requestId: string): Promise<boolean> => {
    const at = now();
    return (await devices.isTrusted(accountId, installationId, at)) && challenges.acknowledge(accountId, requestId, at);
  };
