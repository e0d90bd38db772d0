import type { AccountPort } from "../account/port.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Viewer } from "../kernel/viewer.ts";
import type { ActivityPage, Asked, PageOf } from "./activity-page.ts";
import { forAnalyst } from "./for-analyst.ts";
import type { TellOfAccess } from "./tell-of-access.ts";

export type LoginActivities = (viewer: Viewer, asked: Asked) => Promise<ActivityPage>;

type Needs = { account: Pick<AccountPort, "requireStaff">; pageOf: PageOf; tellOfAccess: TellOfAccess; now: Clock };

/** Everybody's rows, for whoever is an analyst now: a role that was taken away is gone before its token ends. */
export const loginActivities =
  ({ account, pageOf, tellOfAccess, now }: Needs): LoginActivities =>
  async (viewer, asked) => {
    await account.requireStaff(viewer, ["ANALYST"], now());
    const page = await pageOf("everybody's", asked, forAnalyst);
    // After it was read, so that it does not stand in its own answer.
    await tellOfAccess(viewer, asked.filter?.accountId);
    return page;
  };
