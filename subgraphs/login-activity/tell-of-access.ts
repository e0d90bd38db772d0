import type { AccountPort } from "../account/port.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Viewer } from "../kernel/viewer.ts";
import type { LoginActivityPort } from "./port.ts";

/** Tells a person that an analyst asked for their rows alone. In everybody's together nobody was looked for. */
export type TellOfAccess = (analyst: Pick<Viewer, "accountId">, whose: string | null | undefined) => Promise<void>;

type Needs = {
  account: Pick<AccountPort, "account">;
  activity: Pick<LoginActivityPort, "record">;
  now: Clock;
};

export const tellOfAccess =
  ({ account, activity, now }: Needs): TellOfAccess =>
  async ({ accountId }, whose) => {
    if (whose == null || whose === accountId || !(await account.account(whose))) return;
    await activity.record({ kind: "STAFF_ACCESS", accountId: whose, staffRole: "ANALYST" }, {}, now());
  };
