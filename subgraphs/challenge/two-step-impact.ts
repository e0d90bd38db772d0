import type { AccountPort } from "../account/port.ts";
import type { Clock } from "../kernel/clock.ts";
import type { KnownInstallation, TrustedDevicePort } from "../trusted-device/port.ts";

/** An installation that would be refused at its next sign-in. Until then its session lives on. */
export type TwoStepImpact = Pick<KnownInstallation, "appVersion" | "device" | "lastSeenAt"> & {
  app: { id: string };
  minimumVersion: string;
};

type Needs = {
  account: Pick<AccountPort, "outdatedApp">;
  devices: Pick<TrustedDevicePort, "installationsOf">;
  now: Clock;
};

/** Which of the account's own installations are too old, before or after two-step verification is turned on. */
export const twoStepImpact =
  ({ account, devices, now }: Needs) =>
  async (accountId: string): Promise<TwoStepImpact[]> =>
    (await devices.installationsOf(accountId, now())).flatMap(({ appId, appVersion, device, lastSeenAt }) => {
      const app = account.outdatedApp(appId, appVersion);
      if (!app) return [];
      return [{ app: { id: appId }, appVersion, device, minimumVersion: app.minimumTwoStepVersion, lastSeenAt }];
    });
