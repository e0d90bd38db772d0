import type { AccountPort } from "../account/port.ts";
import type { Clock } from "../kernel/clock.ts";
import type { ExportLink } from "./export.ts";
import type { Asking, MakeExport } from "./make-export.ts";

type Needs = { account: Pick<AccountPort, "requireFresh">; makeExport: MakeExport; now: Clock };

/** A link to everything that is kept of the person who asks. Sensitive: whoever found a phone unlocked takes nothing along. */
export const exportMyData =
  ({ account, makeExport, now }: Needs) =>
  async (asking: Asking): Promise<ExportLink> => {
    await account.requireFresh(asking.viewer, now());
    return makeExport(asking, { of: "OWN" });
  };
