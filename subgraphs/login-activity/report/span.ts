import { DAY, HOUR, later } from "../../kernel/clock.ts";

export const TIME_BUCKETS = ["HOUR", "DAY", "WEEK", "MONTH"] as const;
export type TimeBucket = (typeof TIME_BUCKETS)[number];
export type RollUpUnit = Extract<TimeBucket, "HOUR" | "DAY">;

/** From the first moment that counts to the first that counts no more. */
export type Span = { from: Date; to: Date };

const floor = (at: Date, ms: number): Date => new Date(Math.floor(at.getTime() / ms) * ms);
const ceil = (at: Date, ms: number): Date => new Date(Math.ceil(at.getTime() / ms) * ms);

/** The beginning of the bucket, in UTC; a week begins on its Monday (ISO 8601). */
export const startOf = (bucket: TimeBucket, at: Date): Date => {
  switch (bucket) {
    case "HOUR":
      return floor(at, HOUR);
    case "DAY":
      return floor(at, DAY);
    case "WEEK": {
      const sinceMonday = (at.getUTCDay() + 6) % 7;
      return later(floor(at, DAY), -sinceMonday * DAY);
    }
    case "MONTH":
      return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth()));
  }
};

/** A range by what can be read for its parts: whole days, the whole hours beside them, and the rows of what is left. */
export type Cut = { days: Span[]; hours: Span[]; rows: Span[] };

const without = ({ from, to }: Span, inner: Span): Span[] =>
  [
    { from, to: inner.from },
    { from: inner.to, to },
  ].filter((it) => it.from < it.to);

const wholeOf = ({ from, to }: Span, ms: number): Span[] => {
  const whole = { from: ceil(from, ms), to: floor(to, ms) };
  return whole.from < whole.to ? [whole] : [];
};

export const cutSpan = (span: Span, hasDays: boolean): Cut => {
  const [hours] = wholeOf(span, HOUR);
  if (!hours) return { days: [], hours: [], rows: span.from < span.to ? [span] : [] };
  const days = hasDays ? wholeOf(hours, DAY) : [];
  return { days, hours: days[0] ? without(hours, days[0]) : [hours], rows: without(span, hours) };
};
