import { setImmediate as breathe } from "node:timers/promises";
import type { Value } from "./dimension.ts";
import { startOf, type TimeBucket } from "./span.ts";

/** Fewer accounts than this never stand in a row of their own. */
export const PRIVACY_FLOOR = 5;

/** A row by where it stands in the table: its bucket, and the longer ones that this lies in; its values. */
export type Placed = { times: readonly string[]; values: readonly Value[]; accounts: number };

/** Which rows some report adds up to one: for each row, the number of its sum. */
type Totals = { of: Int32Array; count: number };

/** Numbers whatever is the same with the same number. */
const numbered = (keys: Iterable<string | number>, size: number): Totals => {
  const numbers = new Map<string | number, number>();
  const of = new Int32Array(size);
  let nth = 0;
  for (const key of keys) {
    const known = numbers.get(key) ?? numbers.size;
    if (known === numbers.size) numbers.set(key, known);
    of[nth++] = known;
  }
  return { of, count: numbers.size };
};

const both = (one: Totals, other: Totals): Totals =>
  numbered(
    Array.from(one.of, (number, nth) => number * other.count + (other.of[nth] ?? 0)),
    one.of.length,
  );

/** Every total that a report of fewer dimensions, or of longer buckets, tells of these rows: down to the one over all. */
const totalsOf = async (rows: readonly Placed[]): Promise<Totals[]> => {
  const [{ times, values } = { times: [], values: [] }] = rows;
  const columnOf = (read: (row: Placed) => Value | undefined) =>
    numbered(
      rows.map((row) => read(row) ?? "\u0000"),
      rows.length,
    );
  const whole: Totals = { of: new Int32Array(rows.length), count: 1 };
  const totals = [whole, ...times.map((_, level) => columnOf(({ times: all }) => all[level]))];
  for (const nth of values.keys()) {
    const column = columnOf((row) => row.values[nth]);
    for (const it of [...totals]) {
      totals.push(both(it, column));
      // A table of many columns has hundreds, and this process has others to answer.
      await breathe();
    }
  }
  // What is hidden for a small total is hidden for those that it is part of.
  return totals.filter(({ count }) => count < rows.length).sort((one, other) => other.count - one.count);
};

/** Alone in a total that is high enough to be told: another report tells it, whatever is left out of this one. */
const toldElsewhere = (rows: readonly Placed[], all: readonly Totals[]): ReadonlySet<number> => {
  const told = new Set<number>();
  for (const { of, count } of all) {
    const sizes = new Int32Array(count);
    for (const total of of) sizes[total] = (sizes[total] ?? 0) + 1;
    for (const [nth, { accounts }] of rows.entries())
      if (accounts >= PRIVACY_FLOOR && sizes[of[nth] ?? 0] === 1) told.add(nth);
  }
  return told;
};

type Left = { rows: number; hidden: number; accounts: number; second: number; lastResort: number };

/** Of each total: how many rows are left out and truly hidden, with how many accounts; and the smallest others. */
const lookAt = ({ of, count }: Totals, rows: readonly Placed[], withheld: Set<number>, told: ReadonlySet<number>) => {
  const totals = Array.from({ length: count }, (): Left => ({
    ...{ rows: 0, hidden: 0, accounts: 0 },
    ...{ second: -1, lastResort: -1 },
  }));
  const isLess = (accounts: number, than: number) => accounts < (rows[than]?.accounts ?? Infinity);
  for (const [nth, { accounts }] of rows.entries()) {
    const total = totals[of[nth] ?? 0];
    if (!total) continue;
    const isTold = told.has(nth);
    if (withheld.has(nth)) {
      total.rows += 1;
      if (!isTold) total.hidden += 1;
      if (!isTold) total.accounts += accounts;
    } else if (isTold && isLess(accounts, total.lastResort)) total.lastResort = nth;
    else if (!isTold && isLess(accounts, total.second)) total.second = nth;
  }
  return totals;
};

/** The row that has to go as well, where the total less the rows that are told would tell of one row, or of too few accounts. */
const secondOf = ({ rows, hidden, accounts, second, lastResort }: Left): number | null => {
  if (hidden === 0 || (hidden > 1 && accounts >= PRIVACY_FLOOR)) return null;
  if (second >= 0) return second;
  return rows === 1 && lastResort >= 0 ? lastResort : null;
};

const hideSeconds = (totals: readonly Left[], withheld: Set<number>): void => {
  for (const left of totals) {
    const second = secondOf(left);
    if (second !== null) withheld.add(second);
  }
};

/**
 * Which rows are left out: those below the floor, and whatever else it takes that no total of another report tells them, less
 * the rows of this one. A row left out for one total may be alone in another, so all are looked at again until none tells any.
 */
export const withheldRows = async (rows: readonly Placed[]): Promise<Set<number>> => {
  const withheld = new Set<number>();
  for (const [nth, { accounts }] of rows.entries()) if (accounts < PRIVACY_FLOOR) withheld.add(nth);
  if (withheld.size === 0) return withheld;
  const all = await totalsOf(rows);
  const told = toldElsewhere(rows, all);
  for (let before = -1; before !== withheld.size;) {
    before = withheld.size;
    for (const totals of all) {
      hideSeconds(lookAt(totals, rows, withheld, told), withheld);
      await breathe();
    }
  }
  return withheld;
};

/** Longer buckets, each of which is whole buckets of this length: a report by them adds these up. */
const LONGER: Record<TimeBucket, readonly TimeBucket[]> = {
  HOUR: ["HOUR", "DAY", "WEEK", "MONTH"],
  DAY: ["DAY", "WEEK", "MONTH"],
  WEEK: ["WEEK"],
  MONTH: ["MONTH"],
};

type LineOfReport = { bucket: Date | null; values: readonly Value[]; accounts: number };

/** The same of the lines of a report. */
export const withheldLines = async (
  lines: readonly LineOfReport[],
  bucket: TimeBucket | null,
): Promise<Set<number>> => {
  // Looked at only where there is something to hide.
  if (lines.every(({ accounts }) => accounts >= PRIVACY_FLOOR)) return new Set();
  const levels = bucket ? LONGER[bucket] : [];
  return withheldRows(
    lines.map(({ bucket: start, values, accounts }) => ({
      ...{ values, accounts },
      times: start ? levels.map((level) => startOf(level, start).toISOString()) : [],
    })),
  );
};
