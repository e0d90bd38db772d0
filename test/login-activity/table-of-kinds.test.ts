import { existsSync, readFileSync } from "node:fs";

import { LOGIN_ACTIVITY_KINDS } from "../../subgraphs/login-activity/activity.ts";

type Row = { kind: string; links: string[] };

/** The rows of the table in docs/activity.md, with the files that each names. */
const rows: Row[] = readFileSync("docs/activity.md", "utf8")
  .split("\n")
  .flatMap((line) => {
    const [, kind] = /^\| `(\w+)`/.exec(line) ?? [];
    return kind ? [{ kind, links: [...line.matchAll(/\]\(\.\.\/(.*?)\)/g)].map(([, path]) => path!) }] : [];
  });

describe("the table of what the activity tells", () => {
  it("has every kind, once", () => {
    expect(rows.map(({ kind }) => kind).toSorted()).toEqual(LOGIN_ACTIVITY_KINDS.toSorted());
  });

  it.each(rows)("names for $kind only files that speak of it", ({ kind, links }) => {
    for (const path of links) {
      expect(existsSync(path)).toBe(true);
      expect(readFileSync(path, "utf8")).toContain(kind);
    }
  });
});
