import { randomUUID } from "node:crypto";
import fc from "fast-check";

import { connectMongo, type Mongo } from "../../subgraphs/kernel/mongo.ts";
import { newSortableId } from "../../subgraphs/kernel/id.ts";
import { mongoActivities } from "../../subgraphs/login-activity/activity.model.ts";
import type { StoredActivity } from "../../subgraphs/login-activity/activity.ts";
import { activityReport, type ReportAsked } from "../../subgraphs/login-activity/report/activity-report.ts";
import { factOf, REPORT_DIMENSIONS } from "../../subgraphs/login-activity/report/dimension.ts";
import { withheldLines } from "../../subgraphs/login-activity/report/privacy.ts";
import { rebuildReports } from "../../subgraphs/login-activity/report/rebuild-reports.ts";
import { rollUpWaiting } from "../../subgraphs/login-activity/report/roll-up-waiting.ts";
import { startOf, TIME_BUCKETS } from "../../subgraphs/login-activity/report/span.ts";
import { mongoRollUps } from "../../subgraphs/login-activity/roll-up.model.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
// A Sunday, and then a Monday: of another week, and of another month.
const BEGIN = new Date("2026-05-31T00:00:00Z");
const DAYS = 2;
const now = () => new Date(BEGIN.getTime() + DAYS * DAY);

let mongo: Mongo;

/** A store of its own, with these rows in it. */
const storeOf = async (rows: readonly StoredActivity[]) => {
  const rollUps = mongoRollUps(mongo.connection);
  const activities = mongoActivities(mongo.connection);
  for (const name of ["loginActivities", "rollUps"]) await mongo.connection.collection(name).deleteMany({});
  const put = (added: readonly StoredActivity[]) => Promise.all(added.map((row) => activities.add(row)));
  await put(rows);
  const { transact } = mongo;
  return {
    rollUps,
    put,
    rollUp: rollUpWaiting({ rollUps, transact, now }),
    report: activityReport({ rollUps }),
    rebuild: rebuildReports({ rollUps, transact, keptDays: 400, now }),
  };
};

beforeAll(async () => {
  mongo = await connectMongo(process.env.TEST_MONGO_URL ?? "", { database: `roll-ups-${randomUUID().slice(0, 8)}` });
  mongoRollUps(mongo.connection);
  await mongo.prepare();
});
afterAll(async () => {
  await mongo.connection.dropDatabase();
  await mongo.close();
});

const ROW = fc.record({
  // Of some hours only: a hundred cubes more would tell nothing more.
  day: fc.integer({ min: 0, max: DAYS - 1 }),
  hour: fc.constantFrom(0, 12, 23),
  after: fc.integer({ min: 0, max: HOUR - 1 }),
  account: fc.option(fc.integer({ min: 0, max: 12 })),
  kind: fc.constantFrom("SIGNED_IN" as const, "SIGN_IN_FAILED" as const, "VERIFICATION_FAILED" as const),
  appId: fc.option(fc.constantFrom("kasa", "tapo")),
  appVersion: fc.constantFrom("1.0.0", "2.0.0"),
  country: fc.option(fc.constantFrom("SE", "US")),
  method: fc.option(fc.constantFrom("EMAIL" as const, "SMS" as const)),
  network: fc.constantFrom("FIXED" as const, "CELLULAR" as const),
  os: fc.option(fc.constantFrom("Android", "iOS")),
  risks: fc.subarray(["NEW_DEVICE" as const, "OLD_APP" as const]),
});
type Made = typeof ROW extends fc.Arbitrary<infer T> ? T : never;

const rowOf = ({ day, hour, after, account, country, network, os, ...rest }: Made): StoredActivity => {
  const at = new Date(BEGIN.getTime() + day * DAY + hour * HOUR + after);
  return {
    ...rest,
    ...{ id: newSortableId(at), at, accountId: account === null ? null : `account-${account}` },
    device: os === null ? null : { name: "a", model: "b", osName: os, osVersion: "1" },
    ...{ installationId: null, staffRole: null, wasMe: null, ipAddress: null, network: null, coordinates: null },
    location: country === null ? null : { city: null, region: null, countryCode: country, provider: null, network },
  };
};

const moment = fc.integer({ min: -HOUR, max: DAYS * DAY + HOUR }).map((ms) => new Date(BEGIN.getTime() + ms));
const ASKED: fc.Arbitrary<ReportAsked> = fc
  .record({
    ends: fc.tuple(moment, moment),
    isWhole: fc.boolean(),
    bucket: fc.option(fc.constantFrom(...TIME_BUCKETS)),
    groupBy: fc.subarray([...REPORT_DIMENSIONS]),
    filter: fc.option(
      fc.record({
        kinds: fc.option(fc.subarray(["SIGNED_IN" as const, "SIGN_IN_FAILED" as const], { minLength: 1 })),
        appIds: fc.option(fc.subarray(["kasa"])),
        countryCodes: fc.option(fc.subarray(["SE", "NO"])),
        methods: fc.option(fc.subarray(["EMAIL" as const])),
        risks: fc.option(fc.subarray(["OLD_APP" as const])),
        from: fc.option(moment),
      }),
    ),
  })
  .map(({ ends, isWhole, ...rest }) => {
    const [from, to] = ends.toSorted((one, other) => one.getTime() - other.getTime()) as [Date, Date];
    return isWhole ? { ...rest, from: BEGIN, to: new Date(BEGIN.getTime() + DAYS * DAY) } : { ...rest, from, to };
  });

/** The same report the slow way: every row looked at. */
const counted = async (rows: readonly StoredActivity[], { from, to, bucket, groupBy, filter }: ReportAsked) => {
  const isAsked = (row: StoredActivity) =>
    row.at >= from &&
    row.at < to &&
    (!filter?.from || row.at >= filter.from) &&
    (filter?.kinds?.includes(row.kind) ?? true) &&
    (!filter?.appIds || filter.appIds.includes(row.appId ?? "")) &&
    (!filter?.countryCodes || filter.countryCodes.includes(row.location?.countryCode ?? "")) &&
    (!filter?.methods || (row.method !== null && filter.methods.includes(row.method))) &&
    (!filter?.risks || row.risks.some((risk) => filter.risks?.includes(risk)));
  const lines = new Map<string, { bucket: Date | null; values: (string | null)[]; events: number; who: Set<string> }>();
  const everybody = new Set<string>();
  for (const row of rows.filter(isAsked)) {
    const values = groupBy.map((dimension) => factOf(row).values[dimension]);
    const start = bucket ? startOf(bucket, row.at) : null;
    const key = JSON.stringify([start, values]);
    const line = lines.get(key) ?? { bucket: start, values, events: 0, who: new Set() };
    line.events += 1;
    if (row.accountId) line.who.add(row.accountId);
    if (row.accountId) everybody.add(row.accountId);
    lines.set(key, line);
  }
  const all = [...lines.values()];
  if (everybody.size < 5) return { rows: [], suppressedRows: 0 };
  const withheld = await withheldLines(
    all.map(({ who, ...line }) => ({ ...line, accounts: who.size })),
    bucket ?? null,
  );
  return { all, withheld, suppressedRows: withheld.size };
};

describe("the roll-ups of reports", () => {
  it("tell what a count over the rows tells, whatever is asked and however far they have come", async () => {
    const sizes = { minLength: 0, maxLength: 60 };
    await fc.assert(
      fc.asyncProperty(
        fc.array(ROW, sizes),
        fc.array(ROW, { maxLength: 15 }),
        fc.array(ASKED, { minLength: 8, maxLength: 8 }),
        fc.boolean(),
        async (first, then, questions, isRebuilt) => {
          const [early, late] = [first.map(rowOf), then.map(rowOf)];
          const store = await storeOf(early);
          while ((await store.rollUp()) > 0);
          await store.put(late);
          if (isRebuilt) await store.rebuild();

          for (const asked of questions) {
            const { suppressedRows, rows } = await store.report(asked);
            const slow = await counted([...early, ...late], asked);
            const shown = rows.map(({ bucket, values, events, accounts }) =>
              JSON.stringify([bucket, values.map(({ value }) => value), events, accounts]),
            );
            const lines = (slow.all ?? []).map(({ bucket, values, events, who }) =>
              JSON.stringify([bucket, values, events, who.size]),
            );
            expect(suppressedRows).toBe(slow.suppressedRows);
            expect(lines).toEqual(expect.arrayContaining(shown));
            expect(shown).toHaveLength(lines.length - suppressedRows);
          }
        },
      ),
      { numRuns: 6, endOnFailure: true },
    );
  });

  it("count each row once, of three that count at once and one that dies in the middle", async () => {
    const rows = Array.from({ length: 40 }, (_, nth) =>
      rowOf({
        ...{ day: 0, hour: 12, after: nth, account: nth, kind: "SIGNED_IN", appId: "kasa", appVersion: "1.0.0" },
        ...{ country: "SE", method: null, network: "FIXED", os: "Android", risks: [] },
      }),
    );
    const { rollUps, rollUp, report } = await storeOf(rows);
    const { transact } = mongo;
    const markCounted = () => Promise.reject(new Error("killed"));
    await expect(rollUpWaiting({ rollUps: { ...rollUps, markCounted }, transact, now })()).rejects.toThrow("killed");
    const counts = await Promise.all([rollUp(), rollUp(), rollUp()]);

    expect(counts.reduce((sum, count) => sum + count)).toBe(40);
    expect(await rollUps.backlog(1, now())).toBeNull();
    const asked = { from: BEGIN, to: new Date(BEGIN.getTime() + DAY), groupBy: [] };
    expect(await report(asked)).toMatchObject({ rows: [{ events: 40, accounts: 40 }] });
  });
});
