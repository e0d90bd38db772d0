import { later, SECOND, type StopWaking, type Time } from "../kernel/clock.ts";
import type { Log } from "../kernel/log.ts";
import type { ExpireChallenges } from "./expire-challenges.ts";

type Needs = { expire: ExpireChallenges; time: Time; log: Log };

/** Devices and the new one wake by themselves; this is for the activity, and for whoever was away. */
const LOOKS_EVERY_MS = SECOND;

/** Writes down what has expired, in each process that runs it, until stopped. */
export const keepExpiring = ({ expire, time, log }: Needs) => {
  let isStopping = false;
  let stopWaiting: StopWaking = () => undefined;

  const round = async (): Promise<void> => {
    while (!isStopping && (await expire()) > 0);
  };
  const look = async (): Promise<void> => {
    await round().catch((error: unknown) => {
      const reason = error instanceof Error ? error.name : "unknown";
      log.warn({ reason }, "what has expired can't be written down now; trying again");
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
