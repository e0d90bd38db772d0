/** One line of the table. A ratio is of two figures of the same round. */
export type Measured = {
  what: string;
  /** One figure a round. */
  rounds: number[];
  unit: string;
  ratios?: number[];
  /** Null where the figure is only told. */
  target: { atLeast: number } | { atMost: number } | null;
};

/** What a row does: how many rounds, and whether to be quick about them. */
export type Pace = {
  rounds: number;
  seconds: number;
  people: number;
  devices: number;
  /** Devices that somebody asks: those that are timed, and those asked before, untimed. */
  asking: number;
  warming: number;
  /** Rows of activity: what is compared is the same question to few and to many. */
  activity: { few: number; many: number; most: number };
};

export const median = (figures: readonly number[]): number => {
  const sorted = figures.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? NaN)
    : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
};

/** The figure below which that share of all lies. */
export const quantile = (figures: readonly number[], share: number): number => {
  const sorted = figures.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
};

/** Runs the rounds one after the other, so that what is compared is measured in turns. */
export const inRounds = async <T>(count: number, round: () => Promise<T>): Promise<T[]> => {
  const results: T[] = [];
  for (let i = 0; i < count; i += 1) results.push(await round());
  return results;
};
