import type { AccountPort } from "../account/port.ts";
import type { TrustedDevicePort } from "../trusted-device/port.ts";
import { addedBefore, type Challenge, type ChallengePurpose } from "./challenge.ts";
import type { Facts } from "./method/method.ts";

type Needs = { account: Pick<AccountPort, "account">; devices: Pick<TrustedDevicePort, "reachOf"> };

/** For whom: `asking` is the installation that asks, which vouches for nobody. */
type Asking = { asking?: string; purpose?: ChallengePurpose };

export const askingFor = ({ origin, purpose }: Challenge): Asking => ({
  asking: origin.client.installationId,
  purpose,
});

/** What the methods look at, as it is now; null when the account is gone. */
export const factsOf = async (
  { account, devices }: Needs,
  accountId: string,
  at: Date,
  { asking, purpose = "SIGN_IN" }: Asking = {},
): Promise<Facts | null> => {
  const [whose, reach] = await Promise.all([
    account.account(accountId),
    devices.reachOf(accountId, at, asking, addedBefore(purpose, at)),
  ]);
  return whose && { account: whose, reach };
};
