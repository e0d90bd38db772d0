import { badInput } from "../kernel/refusal.ts";
import type { Viewer } from "../kernel/viewer.ts";
import type { ActivityPage, Asked, PageOf } from "./activity-page.ts";

export type OwnLoginActivity = (of: Pick<Viewer, "accountId">, asked: Asked) => Promise<ActivityPage>;

/** A person's own rows, whole. */
export const ownLoginActivity =
  ({ pageOf }: { pageOf: PageOf }): OwnLoginActivity =>
  async ({ accountId }, { filter, ...asked }) => {
    if (filter?.accountId != null) throw badInput("filter.accountId", "is for analysts only, in loginActivities.");
    return pageOf("own", { ...asked, filter: { ...filter, accountId } }, (row) => row);
  };
