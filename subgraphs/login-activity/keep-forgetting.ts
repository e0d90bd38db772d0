import { HOUR, later, MINUTE, type Time } from "../kernel/clock.ts";
import { newId } from "../kernel/id.ts";
import type { Leases } from "../kernel/lease.ts";
import type { Log } from "../kernel/log.ts";
import type { ForgetOldActivity } from "./forget-old-activity.ts";

type Needs = { forget: ForgetOldActivity; leases: Leases; time: Time; log: Log };

const LEASE = "forgetting";
/** Longer than any batch takes; a process that is gone keeps the others from it no longer. */
const LEASE_MS = 5 * MINUTE;
/** Once an hour is enough for what is counted in days. */
const PAUSE_MS = HOUR;
const LOOKS_EVERY_MS = 10 * MINUTE;

/** Forgets what is too old, in one process of all that run this, until stopped. */
export const keepForgetting = ({ forget, leases, time, log }: Needs) => {
  let isStopping = false;
  let stopWaiting: () => void = () => undefined;

  const round = async (): Promise<void> => {
    // A name for this round alone: once it is done, this process waits for the end of the lease as the others do.
    const holder = newId();
    const holds = (forMs: number) => leases.take(LEASE, holder, forMs, time.now());
    let isHeld = await holds(LEASE_MS);
    while (isHeld && !isStopping && (await forget()) > 0) isHeld = await holds(LEASE_MS);
    if (isStopping) await leases.release(LEASE, holder);
    else if (isHeld) await holds(PAUSE_MS);
  };
  const look = async (): Promise<void> => {
    await round().catch((error: unknown) => {
      const reason = error instanceof Error ? error.name : "unknown";
      log.warn({ reason }, "old activity can't be forgotten now; trying again");
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
    },
  };
};
