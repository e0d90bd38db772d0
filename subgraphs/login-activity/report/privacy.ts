/** Fewer accounts than this never stand in a row of their own. */
export const PRIVACY_FLOOR = 5;

/** A row by where it stands in the table: its bucket and values. */
export type Placed = { place: readonly string[]; accounts: number };

/** Rows that differ in one column only add up to a row of the report without it. */
const linesOf = (rows: readonly Placed[]): number[][] => {
  const lines = new Map<string, number[]>();
  for (const [nth, { place }] of rows.entries())
    for (const column of place.keys()) {
      const key = `${column}\u0001${place.toSpliced(column, 1).join("\u0001")}`;
      const line = lines.get(key);
      if (line) line.push(nth);
      else lines.set(key, [nth]);
    }
  return [...lines.values()];
};

/**
 * Which rows are left out: those below the floor, and where exactly one of a total is, the smallest other one as well, since
 * the total less the rest would tell it. A row left out for one total may be alone in another, so it is looked at again.
 */
export const withheldRows = (rows: readonly Placed[]): Set<number> => {
  const withheld = new Set<number>();
  for (const [nth, { accounts }] of rows.entries()) if (accounts < PRIVACY_FLOOR) withheld.add(nth);
  if (withheld.size === 0) return withheld;
  const lines = linesOf(rows);
  const smallest = (line: readonly number[]) =>
    line
      .filter((nth) => !withheld.has(nth))
      .reduce<number | null>(
        (least, nth) => (least === null || (rows[nth]?.accounts ?? 0) < (rows[least]?.accounts ?? 0) ? nth : least),
        null,
      );
  for (let before = -1; before !== withheld.size;) {
    before = withheld.size;
    for (const line of lines) {
      if (line.filter((nth) => withheld.has(nth)).length !== 1) continue;
      const second = smallest(line);
      if (second !== null) withheld.add(second);
    }
  }
  return withheld;
};
