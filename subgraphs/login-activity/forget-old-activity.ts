import { DAY, later, type Clock } from "../kernel/clock.ts";
import type { Activities } from "./activity.ts";

/** How long what is kept, in days. Roll-ups name nobody, and stay. */
export type Retention = { addressDays: number; rowDays: number };

/** One batch of what is too old to be kept; how many rows that were. Nothing is left to do once it is none. */
export type ForgetOldActivity = () => Promise<number>;

type Needs = { activities: Pick<Activities, "removeBefore" | "cutAddressesBefore">; retention: Retention; now: Clock };

/** Small enough that nobody waits behind it. */
const BATCH = 1_000;

/** Addresses are cut to their network, and in the end the rows go. */
export const forgetOldActivity =
  ({ activities, retention: { addressDays, rowDays }, now }: Needs): ForgetOldActivity =>
  async () => {
    const at = now();
    const removed = await activities.removeBefore(later(at, -rowDays * DAY), BATCH);
    return removed + (await activities.cutAddressesBefore(later(at, -addressDays * DAY), BATCH));
  };
