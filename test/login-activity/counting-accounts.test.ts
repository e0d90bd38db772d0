import { addAll, addHash, countOf, nobody } from "../../subgraphs/login-activity/report/distinct.ts";
import { hash32 } from "../../subgraphs/login-activity/report/hash.ts";
import { withheldRows } from "../../subgraphs/login-activity/report/privacy.ts";

const people = (from: number, to: number) => {
  const distinct = nobody();
  for (let nth = from; nth < to; nth += 1) addHash(distinct, hash32(`account-${nth}`));
  return distinct;
};

describe("counting different accounts", () => {
  it("hashes as MurmurHash3 does", () => {
    expect([hash32(""), hash32("test"), hash32("Hello, world!")]).toEqual([0, 0xba6bd213, 0xc0363e43]);
  });

  it.each([0, 1, 4, 5, 100, 512])("is exact for %i", (count) => {
    expect(countOf(people(0, count))).toBe(count);
  });

  it.each([513, 2_000, 20_000, 200_000])("is within three standard errors for %i", (count) => {
    expect(Math.abs(countOf(people(0, count)) / count - 1)).toBeLessThan(3 * 0.023);
  });

  it.each([
    [300, 200],
    [600, 300],
    [3_000, 100],
  ])("joins %i with others, of which %i are the same, as if they had been counted together", (count, same) => {
    const [one, other] = [people(0, count), people(count - same, 2 * count - same)];
    addAll(one, other);

    expect(countOf(one)).toBe(countOf(people(0, 2 * count - same)));
  });
});

describe("which rows of a report are left out", () => {
  const placed = (rows: Record<string, number>) =>
    Object.entries(rows).map(([place, accounts]) => ({ place: place.split(" "), accounts }));
  const left = (rows: Record<string, number>) => {
    const names = Object.keys(rows);
    return [...withheldRows(placed(rows))].map((nth) => names[nth]).sort();
  };

  it("none, where all have five accounts", () => {
    expect(left({ SE: 5, US: 9 })).toEqual([]);
  });

  it("one of four, and the smallest other, which the total would give away", () => {
    expect(left({ SE: 8, US: 4, DE: 6, FR: 7 })).toEqual(["DE", "US"]);
  });

  it("two of four accounts are not joined by a third: the total tells neither", () => {
    expect(left({ SE: 8, US: 4, DE: 4 })).toEqual(["DE", "US"]);
  });

  it("along each column of the table, until no total tells any", () => {
    const rows = { "mon SE": 9, "mon US": 2, "mon DE": 7, "tue SE": 9, "tue US": 8, "tue DE": 7 };

    // US on Monday; DE for Monday's total; US on Tuesday for that of the US; DE on Tuesday for both of theirs.
    expect(left(rows)).toEqual(["mon DE", "mon US", "tue DE", "tue US"]);
  });
});
