import DataLoader from "dataloader";
import type { AccountPort } from "../account/port.ts";
import type { Clock } from "../kernel/clock.ts";
import { viewerOf, type Context } from "../kernel/context.ts";
import { oncePer } from "../kernel/once-per.ts";
import { notFound } from "../kernel/refusal.ts";
import type { ReferenceResolver } from "../kernel/subgraph.ts";
import type { Activities, LoginActivity } from "./activity.ts";
import { forAnalyst } from "./for-analyst.ts";

type Needs = { activities: Pick<Activities, "byIds">; account: Pick<AccountPort, "staffRole">; now: Clock };

/** Rows by their ids, one query for all that are named together: one's own whole, for an analyst the others as well. */
export const loginActivityReference = ({ activities, account, now }: Needs): ReferenceResolver => {
  const loaderOf = oncePer((context: Context) => {
    const viewer = viewerOf(context);
    const load = async (ids: readonly string[]): Promise<(LoginActivity | Error)[]> => {
      const rows = new Map((await activities.byIds([...ids])).map((row) => [row.id, row]));
      const isOwn = (row: LoginActivity) => row.accountId === viewer.accountId;
      const seesOthers =
        [...rows.values()].every(isOwn) || (await account.staffRole(viewer, ["ANALYST"], now())) !== null;
      return ids.map((id) => {
        const row = rows.get(id);
        if (!row) return notFound("login activity");
        if (isOwn(row)) return row;
        return seesOthers ? forAnalyst(row) : notFound("login activity");
      });
    };
    return new DataLoader(load, { cache: false });
  });
  return ({ id = "" }, context) => loaderOf(context).load(id);
};
