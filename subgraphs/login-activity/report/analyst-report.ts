import type { AccountPort } from "../../account/port.ts";
import type { Clock } from "../../kernel/clock.ts";
import type { Viewer } from "../../kernel/viewer.ts";

type Needs = { account: Pick<AccountPort, "requireStaff">; now: Clock };

/** A report, for whoever is an analyst now. */
export const forAnalysts =
  <Asked, Report>({ account, now }: Needs, report: (asked: Asked) => Promise<Report>) =>
  async (viewer: Viewer, asked: Asked): Promise<Report> => {
    await account.requireStaff(viewer, ["ANALYST"], now());
    return report(asked);
  };
