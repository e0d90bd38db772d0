import type { AccountPort } from "../account/port.ts";
import type { Clock } from "../kernel/clock.ts";
import { checkFilter } from "./activity-filter.ts";
import type { ActivityFilter } from "./activity.ts";
import type { ExportFormat, ExportLink } from "./export.ts";
import type { Asking, MakeExport } from "./make-export.ts";
import type { TellOfAccess } from "./tell-of-access.ts";

type Needs = {
  account: Pick<AccountPort, "requireStaff">;
  makeExport: MakeExport;
  tellOfAccess: TellOfAccess;
  now: Clock;
};

/** A link for an analyst that streams every match. */
export const exportLoginActivity =
  ({ account, makeExport, tellOfAccess, now }: Needs) =>
  async (asking: Asking, filter: ActivityFilter, format: ExportFormat): Promise<ExportLink> => {
    await account.requireStaff(asking.viewer, ["ANALYST"], now());
    checkFilter(filter);
    await tellOfAccess(asking.viewer, filter.accountId);
    return makeExport(asking, { of: "EVERYBODY", format, filter: { ...filter } });
  };
