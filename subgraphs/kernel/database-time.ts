import type { Connection } from "mongoose";
import { SECOND, timeBy, type Time } from "./clock.ts";

const LOOKS_EVERY_MS = 5 * SECOND;
/** What clocks that are kept in step may differ by, and each process leave as it is. */
const MOST_SKEW_MS = SECOND / 2;
const ANSWERS_WITHIN_MS = 2 * SECOND;

/** What the primary's clock showed, and how far that may be off: the answer was half-way somewhere between the two. */
type Look = { at: number; offByMs: number };

const lookAt = async (connection: Connection): Promise<Look | null> => {
  const askedAt = performance.now();
  const hello = await connection.db?.admin().command({ hello: 1 }, { timeoutMS: ANSWERS_WITHIN_MS });
  const offByMs = (performance.now() - askedAt) / 2;
  return hello ? { at: (hello.localTime as Date).getTime() + offByMs, offByMs } : null;
};

/**
 * The time by which all processes judge: that of MongoDB's primary. A machine whose own clock is wrong, or is put right
 * while we run, neither lets a code live longer nor refuses what another process has just signed. Between two looks it goes
 * by the clock that nobody can set; where MongoDB is away, it goes on so.
 */
export const databaseTime = async (connection: Connection, system: Time): Promise<Time & { stop(): void }> => {
  let base = system.now().getTime() - performance.now();
  const now = (): number => base + performance.now();

  const look = async (): Promise<void> => {
    const seen = await lookAt(connection);
    if (seen && Math.abs(seen.at - now()) > MOST_SKEW_MS + seen.offByMs) base += seen.at - now();
  };
  await look();
  const looking = setInterval(() => void look().catch(() => undefined), LOOKS_EVERY_MS).unref();
  return { ...timeBy(() => new Date(now())), stop: () => clearInterval(looking) };
};
