import type { AccountPort } from "../account/port.ts";
import { later, MINUTE, type Time } from "../kernel/clock.ts";
import type { Events } from "../kernel/events.ts";
import { badInput } from "../kernel/refusal.ts";
import { createStream } from "../kernel/stream.ts";
import type { Viewer } from "../kernel/viewer.ts";
import { checkFilter, matches } from "./activity-filter.ts";
import type { Activities, ActivityFilter, LoginActivity, Position, StoredActivity } from "./activity.ts";
import { forAnalyst } from "./for-analyst.ts";
import { activityTopic, EVERYBODYS_ACTIVITY } from "./topics.ts";
import type { TellOfAccess } from "./tell-of-access.ts";

type Needs = {
  activities: Pick<Activities, "byIds" | "page">;
  account: Pick<AccountPort, "staffRole" | "isSignedIn">;
  tellOfAccess: TellOfAccess;
  events: Events;
  time: Time;
};

/** Rows that are read at once. */
const BATCH = 200;
/** How often a line on which nothing happens asks whether it may stay open. */
const ASKS_AGAIN_MS = MINUTE;
/** After a gap in the events, rows are looked for from so long before the last one: they don't commit in the order of their times. */
const OVERLAP_MS = MINUTE;

/** Who listens, to what, and how it is shown to them. */
type Listener = {
  topic: string;
  filter: ActivityFilter;
  mayListen: () => Promise<boolean>;
  view: (row: StoredActivity) => LoginActivity;
};

/** Remembers the rows of the last while, which a look back would find again. */
const recentlyShown = () => {
  const shown = new Map<string, Date>();
  let most = BATCH;
  const forgetBefore = (since: Date): void => {
    for (const [id, at] of shown) if (at < since) shown.delete(id);
    // Twice as many before it looks again, so that a busy line spends little on it.
    most = Math.max(BATCH, 2 * shown.size);
  };
  return {
    isNew: ({ id, at }: StoredActivity): boolean => {
      if (shown.has(id)) return false;
      shown.set(id, at);
      if (shown.size > most) forgetBefore(later(at, -2 * OVERLAP_MS));
      return true;
    },
  };
};

/**
 * Rows as they are recorded. An event only says which row to read, once it is committed; whether the listener may read is asked
 * anew each time, and by the minute where nothing comes.
 */
const listenTo = ({ activities, events, time }: Needs, { topic, filter, mayListen, view }: Listener) => {
  const begunAt = time.now();
  const told: string[] = [];
  const shown = recentlyShown();
  let newestAt = begunAt;
  let isReading = false;

  const stream = createStream<LoginActivity>(() => {
    unsubscribe();
    stopWaking();
  });

  const show = (row: StoredActivity): void => {
    if (!matches(filter, row) || !shown.isNew(row)) return;
    if (row.at > newestAt) newestAt = row.at;
    stream.push(view(row));
  };
  const readOn = async (): Promise<void> => {
    while (told.length > 0 && !stream.hasEnded()) {
      const ids = told.splice(0, BATCH);
      if (!(await mayListen())) {
        stream.end();
        return;
      }
      const rows = new Map((await activities.byIds(ids)).map((row) => [row.id, row]));
      ids.flatMap((id) => rows.get(id) ?? []).forEach(show);
    }
    isReading = false;
  };
  const read = (): void => {
    if (isReading) return;
    isReading = true;
    readOn().catch(() => stream.end());
  };

  const lookBack = async (): Promise<void> => {
    const since = later(newestAt, -OVERLAP_MS);
    const from = filter.from && filter.from > since ? filter.from : since > begunAt ? since : begunAt;
    const missed: string[] = [];
    for (let after: Position | null = null, isMore = true; isMore && !stream.hasEnded();) {
      const rows: StoredActivity[] = await activities.page({ ...filter, from }, BATCH, after);
      missed.push(...rows.map(({ id }) => id));
      [after, isMore] = [rows.at(-1) ?? null, rows.length === BATCH];
    }
    for (const id of missed.reverse()) told.push(id);
    read();
  };
  const askAgain = async (): Promise<void> => {
    if (!(await mayListen())) stream.end();
    else if (!stream.hasEnded()) stopWaking = wakeLater();
  };
  const orEnd = (work: () => Promise<void>) => () => void work().catch(() => stream.end());
  const wakeLater = () => time.wakeAt(later(time.now(), ASKS_AGAIN_MS), orEnd(askAgain));

  let stopWaking = wakeLater();
  const hear = (id: string): void => {
    told.push(id);
    read();
  };
  const unsubscribe = events.subscribe(topic, hear, orEnd(lookBack));
  return stream;
};

/** As it happens: a person's own rows, whole; everybody's for analysts, as analysts see them. */
export const loginActivityRecorded =
  (needs: Needs) =>
  async (viewer: Viewer, filter: ActivityFilter): Promise<AsyncIterable<LoginActivity>> => {
    const { account, time } = needs;
    checkFilter(filter);
    const isAnalyst = async () => (await account.staffRole(viewer, ["ANALYST"], time.now())) !== null;
    if (await isAnalyst()) {
      await needs.tellOfAccess(viewer, filter.accountId);
      return listenTo(needs, { topic: EVERYBODYS_ACTIVITY, filter, mayListen: isAnalyst, view: forAnalyst });
    }

    if (filter.accountId != null) throw badInput("filter.accountId", "is for analysts only.");
    const { accountId, sessionId } = viewer;
    return listenTo(needs, {
      topic: activityTopic(accountId),
      filter: { ...filter, accountId },
      mayListen: () => account.isSignedIn(accountId, sessionId, time.now()),
      view: (row) => row,
    });
  };
