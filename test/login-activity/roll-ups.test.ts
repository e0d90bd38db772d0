import { randomUUID } from "node:crypto";
import fc from "fast-check";

import { connectMongo, type Mongo } from "../../subgraphs/kernel/mongo.ts";
import { newSortableId } from "../../subgraphs/kernel/id.ts";
import { mongoActivities } from "../../subgraphs/login-activity/activity.model.ts";
import type { StoredActivity } from "../../subgraphs/login-activity/activity.ts";
import { activityReport, type ReportAsked } from "../../subgraphs/login-activity/report/activity-report.ts";
import { CUBOIDS } from "../../subgraphs/login-activity/report/cuboid.ts";
import { REPORT_DIMENSIONS, type ReportDimension } from "../../subgraphs/login-activity/report/dimension.ts";
import { withheldLines } from "../../subgraphs/login-activity/report/privacy.ts";
import { rebuildReports } from "../../subgraphs/login-activity/report/rebuild-reports.ts";
import { rollUpWaiting } from "../../subgraphs/login-activity/report/roll-up-waiting.ts";
import { startOf, TIME_BUCKETS } from "../../subgraphs/login-activity/report/span.ts";
import { mongoRollUps } from "../../subgraphs/login-activity/roll-up.model.ts";
import { seldom } from "./seldom.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
// A Sunday, and then a Monday: of another week, and of another month.
const BEGIN = new Date("2026-05-31T00:00:00Z");
const DAYS = 2;
const WHOLE_TIME = { from: BEGIN, to: new Date(BEGIN.getTime() + DAYS * DAY) };
const now = () => WHOLE_TIME.to;

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
  country: fc.option(fc.constantFrom("SE", "US", "DE")),
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
    groupBy: fc.oneof(fc.subarray([...REPORT_DIMENSIONS], { maxLength: 2 }), fc.subarray([...REPORT_DIMENSIONS])),
    filter: seldom(
      fc.record({
        kinds: seldom(fc.subarray(["SIGNED_IN" as const, "SIGN_IN_FAILED" as const], { minLength: 1 })),
        appIds: seldom(fc.subarray(["kasa"])),
        countryCodes: seldom(fc.subarray(["SE", "NO"])),
        methods: seldom(fc.subarray(["EMAIL" as const])),
        risks: seldom(fc.subarray(["OLD_APP" as const])),
        from: seldom(moment),
      }),
    ),
  })
  .map(({ ends, isWhole, ...rest }) => {
    const [from, to] = ends.toSorted((one, other) => one.getTime() - other.getTime()) as [Date, Date];
    return isWhole ? { ...rest, ...WHOLE_TIME } : { ...rest, from, to };
  });

const namesOf = (row: StoredActivity): Record<ReportDimension, string | null> => ({
  ...{ APP: row.appId, APP_VERSION: row.appVersion, KIND: row.kind, METHOD: row.method },
  ...{ COUNTRY: row.location?.countryCode ?? null, NETWORK: row.location?.network ?? null },
  OS: row.device?.osName ?? null,
});

/** By time, then by value; what is not known comes first. */
const orderOf = ({ bucket, values }: { bucket: Date | null; values: (string | null)[] }): string =>
  [bucket?.toISOString() ?? "", ...values.map((it) => it ?? "")].join("\u0000");

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
    const values = groupBy.map((dimension) => namesOf(row)[dimension]);
    const start = bucket ? startOf(bucket, row.at) : null;
    const key = JSON.stringify([start, values]);
    const line = lines.get(key) ?? { bucket: start, values, events: 0, who: new Set() };
    line.events += 1;
    if (row.accountId) line.who.add(row.accountId);
    if (row.accountId) everybody.add(row.accountId);
    lines.set(key, line);
  }
  // Of two rows with as many accounts the first is left out, so they have to be in the order of the report.
  const all = [...lines.values()].sort((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1));
  if (everybody.size < 5) return { told: [], suppressedRows: 0 };
  const withheld = await withheldLines(
    all.map(({ who, ...line }) => ({ ...line, accounts: who.size })),
    bucket ?? null,
  );
  return { told: all.filter((_, nth) => !withheld.has(nth)), suppressedRows: withheld.size };
};

/** A report beside the same one counted: how many lines it shows. */
const compared = async (
  report: ReturnType<typeof activityReport>,
  rows: readonly StoredActivity[],
  asked: ReportAsked,
) => {
  const { rows: shown, suppressedRows } = await report(asked);
  const slow = await counted(rows, asked);
  expect(
    shown.map(({ bucket, values, events, accounts }) => [bucket, values.map(({ value }) => value), events, accounts]),
  ).toEqual(slow.told.map(({ bucket, values, events, who }) => [bucket, values, events, who.size]));
  expect(suppressedRows).toBe(slow.suppressedRows);
  return shown.length;
};

/** Three ways for a row to look. By each of them eight people are seen in every hour: nothing has to be left out. */
const USUAL: Made = {
  ...{ day: 0, hour: 0, after: 0, account: 0, kind: "SIGNED_IN", appId: null, appVersion: "1.0.0" },
  ...{ country: null, method: null, network: "FIXED", os: null, risks: ["NEW_DEVICE"] },
};
const LOOKS: Partial<Made>[] = [
  {
    kind: "SIGNED_IN",
    appId: "kasa",
    appVersion: "1.0.0",
    country: "SE",
    method: "EMAIL",
    network: "FIXED",
    os: "iOS",
  },
  { kind: "SIGN_IN_FAILED", appId: "tapo", appVersion: "2.0.0", country: "US", method: "SMS", network: "CELLULAR" },
  { kind: "VERIFICATION_FAILED", appVersion: "2.0.0", country: "DE", network: "CELLULAR", os: "Android", risks: [] },
];

describe("the roll-ups of reports", () => {
  it("tell what a count over the rows tells, whatever is asked and however far they have come", async () => {
    let shown = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(ROW, { minLength: 120, maxLength: 200 }),
        fc.array(ROW, { maxLength: 40 }),
        fc.array(ASKED, { minLength: 8, maxLength: 8 }),
        fc.boolean(),
        async (first, then, questions, isRebuilt) => {
          const [early, late] = [first.map(rowOf), then.map(rowOf)];
          const store = await storeOf(early);
          while ((await store.rollUp()) > 0);
          await store.put(late);
          if (isRebuilt) await store.rebuild();

          for (const asked of questions) shown += await compared(store.report, [...early, ...late], asked);
        },
      ),
      { numRuns: 6, endOnFailure: true },
    );
    // Else it has compared nothing but what is left out.
    expect(shown).toBeGreaterThan(20);
  });

  it("tell it by whatever dimensions they are kept, to the last of them", async () => {
    const hours = [0, 1].flatMap((day) => ([0, 12, 23] as const).map((hour) => ({ day, hour })));
    const people = Array.from({ length: 8 }, (_, account) => ({ account, after: account }));
    const rows = LOOKS.flatMap((look) =>
      hours.flatMap((hour) => people.map((who) => rowOf({ ...USUAL, ...look, ...hour, ...who }))),
    );
    const { report, rollUp, rebuild } = await storeOf(rows);
    while ((await rollUp()) > 0);
    for (const isRebuilt of [false, true]) {
      if (isRebuilt) await mongo.connection.collection("rollUps").deleteMany({});
      if (isRebuilt) await rebuild();
      for (const { unit, axes } of CUBOIDS) {
        const groupBy = axes.filter((axis): axis is ReportDimension => REPORT_DIMENSIONS.some((it) => it === axis));
        const filter = axes.includes("RISKS") ? { risks: ["NEW_DEVICE" as const] } : null;
        const asked = { ...WHOLE_TIME, bucket: unit, groupBy, filter };
        expect(await compared(report, rows, asked)).toBeGreaterThan(1);
      }
    }
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

  it("are waited for by a row whose time is over, and tell of it when it is gone and they are made anew", async () => {
    const rows = Array.from({ length: 6 }, (_, account) => rowOf({ ...USUAL, account }));
    const { rollUp, rebuild, report } = await storeOf(rows);
    const { removeBefore } = mongoActivities(mongo.connection);
    const asked = { ...WHOLE_TIME, groupBy: [] };
    expect(await removeBefore(now(), 10)).toBe(0);
    await rollUp();
    const told = await report(asked);
    expect(told).toMatchObject({ rows: [{ events: 6, accounts: 6 }] });

    expect(await removeBefore(now(), 10)).toBe(6);
    await rebuild();
    expect(await report(asked)).toEqual(told);
  });
});
