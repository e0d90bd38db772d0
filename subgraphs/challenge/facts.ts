import type { AccountPort } from "../account/port.ts";
import type { TrustedDevicePort } from "../trusted-device/port.ts";
import type { Facts } from "./method/method.ts";

type Needs = { account: Pick<AccountPort, "account">; devices: Pick<TrustedDevicePort, "reachOf"> };

/** What the methods look at, as it is now; null when the account is gone. */
export const factsOf = async (
  { account, devices }: Needs,
  accountId: string,
  at: Date,
  asking?: string,
): Promise<Facts | null> => {
  const [whose, reach] = await Promise.all([account.account(accountId), devices.reachOf(accountId, at, asking)]);
  return whose && { account: whose, reach };
};
