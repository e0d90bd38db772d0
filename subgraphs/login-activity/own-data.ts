import type { AccountPort } from "../account/port.ts";
import type { ChallengePort } from "../challenge/port.ts";
import type { TrustedDevicePort } from "../trusted-device/port.ts";
import type { StoredActivity } from "./activity.ts";

type Needs = {
  account: Pick<AccountPort, "dataOf">;
  challenge: Pick<ChallengePort, "dataOf">;
  devices: Pick<TrustedDevicePort, "dataOf">;
};

/** All that is kept of one person, as one JSON document that is written while it is read. */
export const ownData = ({ account, challenge, devices }: Needs) =>
  async function* (accountId: string, at: Date, batches: AsyncIterable<StoredActivity[]>): AsyncGenerator<string> {
    const [ofAccount, ofChallenge, ofDevices] = await Promise.all([
      account.dataOf(accountId, at),
      challenge.dataOf(accountId),
      devices.dataOf(accountId, at),
    ]);
    const head = JSON.stringify({ exportedAt: at, account: ofAccount, loginSecurity: ofChallenge, devices: ofDevices });
    yield `${head.slice(0, -1)},"loginActivity":[`;
    let separator = "\n";
    for await (const rows of batches) {
      yield separator + rows.map((row) => JSON.stringify(row)).join(",\n");
      separator = ",\n";
    }
    yield "\n]}\n";
  };
