/** Dice that fall the same way for the same seed, so that two runs load the same rows. */
export type Dice = {
  /** From 0 up to, and never, 1. */
  roll(): number;
  /** A whole number below this. */
  below(count: number): number;
  happens(share: number): boolean;
  one<T>(of: readonly T[]): T;
};

/** Mulberry32: 32 bits of state are plenty for what only has to look natural. */
export const dice = (seed: number): Dice => {
  let state = seed | 0;
  const roll = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (count: number) => Math.floor(roll() * count);
  return {
    roll,
    below,
    happens: (share) => roll() < share,
    one: <T>(of: readonly T[]) => of[below(of.length)] as T,
  };
};

/** Which of the weights a roll falls on. */
export const weighted = (weights: readonly number[], roll: number): number => {
  let rest = roll * weights.reduce((sum, weight) => sum + weight, 0);
  const at = weights.findIndex((weight) => (rest -= weight) < 0);
  return at < 0 ? weights.length - 1 : at;
};
