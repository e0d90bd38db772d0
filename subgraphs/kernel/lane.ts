import { rateLimited } from "./refusal.ts";

/** For how long somebody waits, and how many may. */
type Patience = { longestWaitMs: number; waitingAtMost: number };

export type Lane<Place> = {
  /** Runs the work in a place of its own, once there is one. RATE_LIMITED to whoever has waited too long, or comes to a line too long. */
  in<T>(work: (place: Place) => Promise<T>): Promise<T>;
  /** Those who wait for a place. */
  waiting(): number;
};

/** So many places. Whoever waits for one gets it in the order of coming; without a limit to their patience, all of them do. */
export const lane = <Place>(free: Place[], patience: Patience | null = null): Lane<Place> => {
  const waiting = new Set<(place: Place) => void>();

  const wait = (): Promise<Place> =>
    new Promise((resolve, reject) => {
      if (patience && waiting.size >= patience.waitingAtMost) throw rateLimited();
      const giveUp = (): void => {
        waiting.delete(take);
        reject(rateLimited());
      };
      const timer = patience && setTimeout(giveUp, patience.longestWaitMs);
      const take = (place: Place): void => {
        if (timer) clearTimeout(timer);
        waiting.delete(take);
        resolve(place);
      };
      waiting.add(take);
    });

  const leave = (place: Place): void => {
    // The place is handed on, not given back, so that nobody slips in between.
    const [next] = waiting;
    if (next) next(place);
    else free.push(place);
  };
  return {
    waiting: () => waiting.size,
    in: async (work) => {
      const place = free.pop() ?? (await wait());
      try {
        return await work(place);
      } finally {
        leave(place);
      }
    },
  };
};

/** Places that are all alike. */
export const placesFor = (count: number): true[] => Array.from({ length: count }, () => true);

/**
 * Does what comes in the order of coming, so much in each turn of the event loop, so that everybody else has their turn in
 * between however much comes at once.
 */
export const inTurns = (eachTurn: number): ((work: () => void) => void) => {
  const waiting: (() => void)[] = [];
  const turn = (): void => {
    for (const work of waiting.splice(0, eachTurn)) work();
    if (waiting.length > 0) setImmediate(turn);
  };
  return (work) => {
    waiting.push(work);
    if (waiting.length === 1) setImmediate(turn);
  };
};
