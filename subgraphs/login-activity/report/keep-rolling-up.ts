import { later, MINUTE, SECOND, type Time } from "../../kernel/clock.ts";
import { newId } from "../../kernel/id.ts";
import type { Leases } from "../../kernel/lease.ts";
import type { Log } from "../../kernel/log.ts";
import type { RollUps } from "./roll-up.ts";

type Needs = {
  /** What the lease is called. */
  name: string;
  rollUps: Pick<RollUps, "backlog">;
  rollUp: () => Promise<number>;
  leases: Leases;
  time: Time;
  log: Log;
};

const LEASE_MS = MINUTE;
const LOOKS_EVERY_MS = 2 * SECOND;
/** A report counts what waits from the rows themselves, so nothing is late: this only keeps it little. */
const LONGEST_WAIT_MS = 30 * SECOND;
/** Each time costs the cubes of an hour and a day, for one row as for hundreds. */
const MANY = 500;

/** Rolls up what has come, in one process of all that run this. */
export const keepRollingUp = ({ name, rollUps, rollUp, leases, time, log }: Needs) => {
  const holder = newId();
  const isMine = () => leases.take(name, holder, LEASE_MS, time.now());
  let isStopping = false;
  let stopWaiting: () => void = () => undefined;

  const isDue = async (): Promise<boolean> => {
    const backlog = await rollUps.backlog(MANY, time.now());
    return backlog !== null && (backlog.isLong || backlog.since <= later(time.now(), -LONGEST_WAIT_MS));
  };
  const round = async (): Promise<void> => {
    if (!(await isMine()) || !(await isDue())) return;
    while (!isStopping && (await rollUp()) > 0 && (await isMine()));
  };
  const look = async (): Promise<void> => {
    await round().catch((error: unknown) => {
      const reason = error instanceof Error ? error.name : "unknown";
      log.warn({ reason }, "activity can't be rolled up; reports count it from the rows, and it is tried again");
    });
    if (!isStopping) stopWaiting = time.wakeAt(later(time.now(), LOOKS_EVERY_MS), begin);
  };
  const begin = (): void => {
    looking = look();
  };

  let looking = look();
  return {
    stop: async (): Promise<void> => {
      isStopping = true;
      stopWaiting();
      await looking;
      // Whoever is next need not wait for its end.
      await leases.release(name, holder).catch(() => undefined);
    },
  };
};
