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
  /** Rows by their names: a time, where there is one, and values. */
  const left = async (rows: Record<string, number>, hasTime = false) => {
    const names = Object.keys(rows);
    const placed = Object.entries(rows).map(([name, accounts]) => {
      const words = name.split(" ");
      return { times: hasTime ? (words[0] ?? "").split("/") : [], values: hasTime ? words.slice(1) : words, accounts };
    });
    return [...(await withheldRows(placed))].map((nth) => names[nth]).sort();
  };

  it("none, where all have five accounts", async () => {
    expect(await left({ SE: 5, US: 9 })).toEqual([]);
  });

  it("one of four, and the smallest other, which the total would give away", async () => {
    expect(await left({ SE: 8, US: 4, DE: 6, FR: 7 })).toEqual(["DE", "US"]);
  });

  it("two of four accounts are not joined by a third: the total tells neither", async () => {
    expect(await left({ SE: 8, US: 4, DE: 4 })).toEqual(["DE", "US"]);
  });

  it("two of two are, since the total would tell of four", async () => {
    expect(await left({ SE: 8, US: 2, DE: 2, FR: 9 })).toEqual(["DE", "SE", "US"]);
  });

  it("along each column of the table, until no total tells any", async () => {
    const rows = { "mon SE": 9, "mon US": 2, "mon DE": 7, "tue SE": 9, "tue US": 8, "tue DE": 7 };

    // US on Monday; DE for Monday's total; US on Tuesday for that of the US; DE on Tuesday for both of theirs.
    expect(await left(rows, true)).toEqual(["mon DE", "mon US", "tue DE", "tue US"]);
  });

  it("whatever the total over two columns at once would tell", async () => {
    // No row shares a country or an app with Germany's: only the total of all tells it, so that Sweden's has to be hidden, too.
    const rows = { "SE kasa": 9, "SE tapo": 8, "NO kasa": 7, "NO tapo": 9, "DE portal": 2 };

    expect(await left(rows)).toEqual(["DE portal", "NO kasa", "NO tapo", "SE kasa", "SE tapo"]);
  });

  it("within the week of a day, which a report by week would tell", async () => {
    const days = { "1st/week-1": 2, "2nd/week-1": 9, "3rd/week-1": 8, "8th/week-2": 6, "9th/week-2": 7 };

    expect(await left(days, true)).toEqual(["1st/week-1", "3rd/week-1"]);
  });

  it("not one in whose place another report would speak", async () => {
    // SMS is France's only method: a report by country tells that row whatever this one does, and so it would hide nothing.
    const rows = { "DE SMS": 2, "DE EMAIL": 9, "FR SMS": 6, "SE SMS": 7, "SE EMAIL": 8 };

    expect(await left(rows)).toEqual(["DE EMAIL", "DE SMS", "SE EMAIL", "SE SMS"]);
  });

  it("in ten thousand rows of eight columns, without end", async () => {
    const rows = Array.from({ length: 10_000 }, (_, nth) => ({
      times: [`${nth % 90}`, `${(nth % 90) % 12}`],
      values: [7, 11, 13, 5, 3, 2, 17].map((size) => `${(nth * 31) % size}`),
      accounts: 3 + ((nth * 17) % 40),
    }));
    const withheld = await withheldRows(rows);
    expect(withheld.size).toBeGreaterThan(rows.filter(({ accounts }) => accounts < 5).length);
    expect(withheld.size).toBeLessThan(rows.length);
  });
});
