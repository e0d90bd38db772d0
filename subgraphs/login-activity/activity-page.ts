import { badInput } from "../kernel/refusal.ts";
import type { Activities, ActivityFilter, LoginActivity, StoredActivity } from "./activity.ts";
import type { Cursors } from "./cursor.ts";

/** What part of the list is asked for, newest first. */
export type Asked = { first: number; after?: string | null; filter?: ActivityFilter | null };

export type ActivityPage = {
  edges: { cursor: string; node: LoginActivity }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
};

/** `view` says what of a row is shown to whoever asks. */
export type PageOf = (asked: Asked, view: (row: StoredActivity) => LoginActivity) => Promise<ActivityPage>;

type Needs = { activities: Pick<Activities, "page">; cursors: Cursors };

const MOST = 200;

const check = ({ first, filter }: Asked): void => {
  if (first < 1 || first > MOST) throw badInput("first", `must be from 1 to ${MOST}.`);
  if (filter?.from && filter.to && filter.from > filter.to) throw badInput("filter.from", "must not be after to.");
};

export const activityPage =
  ({ activities, cursors }: Needs): PageOf =>
  async (asked, view) => {
    check(asked);
    const { first, after, filter } = asked;
    // One more than asked for, only to know that there is one.
    const rows = await activities.page(filter ?? {}, first + 1, after == null ? null : cursors.read(after));
    const edges = rows.slice(0, first).map((row) => ({ cursor: cursors.at(row), node: view(row) }));
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
