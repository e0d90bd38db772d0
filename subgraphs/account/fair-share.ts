import { rateLimited } from "../kernel/refusal.ts";

/** At once: for one caller, and for all of them together. */
type Most = { each: number; all: number };

/** Runs the work of this caller, or refuses it at once. Nothing is counted longer than it runs: whoever waits is let in again. */
export type FairShare = <T>(caller: string, work: () => Promise<T>) => Promise<T>;

export const fairShare = ({ each, all }: Most): FairShare => {
  const running = new Map<string, number>();
  let count = 0;
  return async (caller, work) => {
    const own = running.get(caller) ?? 0;
    if (own >= each || count >= all) throw rateLimited();
    running.set(caller, own + 1);
    count += 1;
    try {
      return await work();
    } finally {
      count -= 1;
      const left = (running.get(caller) ?? 1) - 1;
      if (left > 0) running.set(caller, left);
      else running.delete(caller);
    }
  };
};
