import { badInput } from "../kernel/refusal.ts";
import { checkFilter, nameOfFilter } from "./activity-filter.ts";
import type { Activities, ActivityFilter, LoginActivity, StoredActivity } from "./activity.ts";
import type { Cursors } from "./cursor.ts";

/** What part of the list is asked for, newest first. */
export type Asked = { first: number; after?: string | null; filter?: ActivityFilter | null };

/** A person's own, or everybody's: their cursors are not each other's. */
export type ActivityList = "own" | "everybody's";

export type ActivityPage = {
  edges: { cursor: string; node: LoginActivity }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
};

/** `view` says what of a row is shown to whoever asks. */
export type PageOf = (
  list: ActivityList,
  asked: Asked,
  view: (row: StoredActivity) => LoginActivity,
) => Promise<ActivityPage>;

type Needs = { activities: Pick<Activities, "page">; cursors: Cursors };

const MOST = 200;

export const activityPage =
  ({ activities, cursors }: Needs): PageOf =>
  async (list, asked, view) => {
    const { first, after } = asked;
    const filter = asked.filter ?? {};
    if (first < 1 || first > MOST) throw badInput("first", `must be from 1 to ${MOST}.`);
    checkFilter(filter);
    const name = `${list} ${nameOfFilter(filter)}`;
    // One more than asked for, only to know that there is one.
    const rows = await activities.page(filter, first + 1, after == null ? null : cursors.read(after, name));
    const edges = rows.slice(0, first).map((row) => ({ cursor: cursors.at(row, name), node: view(row) }));
    return {
      edges,
      pageInfo: {
        hasNextPage: rows.length > first,
        hasPreviousPage: after != null,
        startCursor: edges.at(0)?.cursor ?? null,
        endCursor: edges.at(-1)?.cursor ?? null,
      },
    };
  };
