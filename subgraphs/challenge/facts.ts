import type { AccountPort } from "../account/port.ts";
import type { TrustedDevicePort } from "../trusted-device/port.ts";
import { addedBefore, type ChallengePurpose, type Matter } from "./challenge.ts";
import type { HeldFor, ReadHeld } from "./held.ts";
import type { Facts, OutsideFacts } from "./method/method.ts";

type Outside = { account: Pick<AccountPort, "account">; devices: Pick<TrustedDevicePort, "reachOf"> };

/** For whom: `asking` is the installation that asks, which vouches for nobody. */
type Asking = { asking?: string; purpose?: ChallengePurpose };

/** What other subgraphs know of it, as it is now; null when the account is gone. */
export const outsideFactsOf = async (
  { account, devices }: Outside,
  accountId: string,
  at: Date,
  { asking, purpose = "SIGN_IN" }: Asking = {},
): Promise<OutsideFacts | null> => {
  const [whose, reach] = await Promise.all([
    account.account(accountId),
    devices.reachOf(accountId, at, asking, addedBefore(purpose, at)),
  ]);
  return whose && { account: whose, reach };
};

/** All that the methods look at, for whoever is signed in. */
export const factsOf = async (
  needs: Outside & { readHeld: ReadHeld },
  accountId: string,
  at: Date,
): Promise<Facts | null> => {
  const [outside, held] = await Promise.all([outsideFactsOf(needs, accountId, at), needs.readHeld(accountId)]);
  return outside && { ...outside, ...held };
};

/** The same, for a challenge about this. */
export const factsFor = async (
  needs: Outside & { heldFor: HeldFor },
  matter: Matter,
  at: Date,
): Promise<Facts | null> => {
  const { accountId, purpose, installationId: asking } = matter;
  const [outside, held] = await Promise.all([
    outsideFactsOf(needs, accountId, at, { asking, purpose }),
    needs.heldFor(matter, at),
  ]);
  return outside && { ...outside, ...held };
};
