/**
 * How long answers took, counted by steps that each are 2 % longer than the one before: so that counts of any grouping can be
 * added, and a median of them is within 1 % (Masson, Rim, Lee: "DDSketch", 2019).
 */
export type AnswerTimes = Map<number, number>;

export const noTimes = (): AnswerTimes => new Map();

const GROWTH = 1.02;
const LOG_OF_GROWTH = Math.log(GROWTH);

/** The step of a time in milliseconds; what took no time counts as one. */
export const stepOf = (ms: number): number => Math.ceil(Math.log(Math.max(ms, 1)) / LOG_OF_GROWTH);

const millisecondsOf = (step: number): number => (2 * GROWTH ** step) / (GROWTH + 1);

export const addTimes = (times: AnswerTimes, step: number, count: number): void => {
  times.set(step, (times.get(step) ?? 0) + count);
};

/** In seconds; null where nothing was answered. */
export const medianSeconds = (times: AnswerTimes): number | null => {
  const all = [...times].sort(([one], [other]) => one - other);
  const count = all.reduce((sum, [, times]) => sum + times, 0);
  const nthStep = (nth: number): number => {
    let seen = 0;
    return all.find(([, times]) => (seen += times) > nth)?.[0] ?? 0;
  };
  if (count === 0) return null;
  const [low, high] = [nthStep((count - 1) >> 1), nthStep(count >> 1)];
  return (millisecondsOf(low) + millisecondsOf(high)) / 2 / 1_000;
};
