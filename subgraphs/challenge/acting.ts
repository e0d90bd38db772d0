import type { Viewer } from "../kernel/viewer.ts";
import type { Origin } from "../kernel/vocabulary.ts";
import type { LoginActivityPort } from "../login-activity/port.ts";
import type { TrustedDevicePort } from "../trusted-device/port.ts";

type Needs = { devices: Pick<TrustedDevicePort, "describe">; activity: Pick<LoginActivityPort, "locate"> };

/** Where the viewer's act comes from: the device of its session, and the address of the request. */
export const originOf = async ({ devices, activity }: Needs, viewer: Viewer, ip: string): Promise<Origin> => {
  const { accountId, installationId, appId, appVersion } = viewer;
  const device = await devices.describe(accountId, installationId);
  return { client: { appId, appVersion, installationId, device }, ip, location: await activity.locate(ip), risks: [] };
};
