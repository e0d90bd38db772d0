import type { AccountPort } from "../account/port.ts";
import { forbidden } from "../kernel/refusal.ts";
import type { Viewer } from "../kernel/viewer.ts";
import type { ActivityPage, Asked, PageOf } from "./activity-page.ts";
import { forAnalyst } from "./for-analyst.ts";

export type LoginActivities = (viewer: Viewer, asked: Asked) => Promise<ActivityPage>;

type Needs = { account: Pick<AccountPort, "holdsRole">; pageOf: PageOf };

/** Everybody's rows, for whoever is an analyst now: a role that was taken away is gone before its token ends. */
export const loginActivities =
  ({ account, pageOf }: Needs): LoginActivities =>
  async ({ accountId }, asked) => {
    if (!(await account.holdsRole(accountId, "ANALYST"))) throw forbidden("Only analysts read everybody's activity.");
    return pageOf(asked, forAnalyst);
  };
