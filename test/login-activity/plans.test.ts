import { randomUUID } from "node:crypto";
import type { Connection } from "mongoose";

import { connectMongo, type Mongo } from "../../subgraphs/kernel/mongo.ts";
import type { Origin } from "../../subgraphs/kernel/vocabulary.ts";
import { mongoActivities } from "../../subgraphs/login-activity/activity.model.ts";
import type { Activities, ActivityFilter, StoredActivity } from "../../subgraphs/login-activity/activity.ts";
import { mongoExports } from "../../subgraphs/login-activity/export.model.ts";
import { mongoMailedLinks } from "../../subgraphs/login-activity/mailed-link.model.ts";
import { activityReport } from "../../subgraphs/login-activity/report/activity-report.ts";
import { rebuildReports } from "../../subgraphs/login-activity/report/rebuild-reports.ts";
import { rollUpWaiting } from "../../subgraphs/login-activity/report/roll-up-waiting.ts";
import { verificationFunnel } from "../../subgraphs/login-activity/report/verification-funnel.ts";
import { mongoFunnelRollUps, mongoRollUps } from "../../subgraphs/login-activity/roll-up.model.ts";
import { mongoVerifications } from "../../subgraphs/login-activity/verification.model.ts";
import { loadActivity } from "../bench/activity/load-activity.ts";

const DAY = 24 * 3_600_000;
const UNTIL = new Date("2026-06-01T00:00:00Z");
const FROM = new Date(UNTIL.getTime() - 3 * DAY);
const ROWS = 4_000;

type Profiled = {
  ns: string;
  planSummary?: string;
  hasSortStage?: boolean;
  docsExamined?: number;
  command: Record<string, unknown>;
};

const A_PHONE = { name: "A phone", model: "Pixel 8", osName: "Android", osVersion: "15" };

let mongo: Mongo;
let somebody: string;
let row: StoredActivity;

/** What MongoDB itself says of the queries that the work sent. */
const plansOf = async (work: () => Promise<unknown>): Promise<Profiled[]> => {
  const { db } = mongo.connection;
  await db!.command({ profile: 0 });
  await db!
    .collection("system.profile")
    .drop()
    .catch(() => undefined);
  await db!.command({ profile: 2 });
  await work();
  await db!.command({ profile: 0 });
  const all = await db!
    .collection("system.profile")
    .find({
      ns: /\.(loginActivities|rollUps|verifications|exports|mailedLinks|\$cmd\.aggregate)$/,
      op: { $in: ["query", "update", "remove", "command"] },
    })
    .toArray();
  return all as unknown as Profiled[];
};

const WHAT_RISKS_ASK: ((activities: Activities) => Promise<unknown>)[] = [
  ({ signInsOf }) => signInsOf(somebody, 100),
  ({ confirmedOf }) => confirmedOf(somebody, 100),
  ({ countSince }) => countSince(somebody, ["SIGN_IN_FAILED", "VERIFICATION_FAILED"], FROM, 5),
  ({ hasSignedInFrom }) => hasSignedInFrom(somebody, "81.224.0.0/24", FROM),
];

const docsExamined = (plans: Profiled[]): number => plans.reduce((sum, it) => sum + (it.docsExamined ?? 0), 0);

const expectIndexed = (plans: Profiled[]) => {
  expect(plans.length).toBeGreaterThan(0);
  for (const { ns, planSummary, hasSortStage, command } of plans) {
    const said = `${planSummary ?? "no plan"} of ${ns}: ${JSON.stringify(command.filter ?? command.q ?? command.query)}`;
    expect(said).toMatch(/^(IXSCAN|COUNT_SCAN|IDHACK|EXPRESS)/);
    expect({ said, isSorted: hasSortStage ?? false }).toEqual({ said, isSorted: false });
  }
};

const origin: Origin = {
  client: { ...{ appId: "kasa", appVersion: "3.0.0", installationId: "a phone" }, device: A_PHONE },
  ...{ ip: "81.224.0.1", location: null, risks: [] },
};

/** What is kept beside the rows: a few of each are enough to see which way they are found. */
const seedTheRest = async () => {
  const { connection } = mongo;
  const viewer = { accountId: "a", sessionId: "s", installationId: "i", appId: "kasa", appVersion: "3.0.0" };
  for (const id of ["1", "2", "3"]) {
    const asked = { id, accountId: `account-${id}`, origin, method: "SMS" as const, isSent: true };
    await mongoVerifications(connection).follow({ kind: "ASKED", ...asked }, FROM);
    const link = { id, tokenDigest: id, accountId: `account-${id}`, activityId: id, expiresAt: UNTIL };
    await mongoMailedLinks(connection).add(link);
    const whole = { id, viewer, content: { of: "OWN" as const }, createdAt: FROM, expiresAt: UNTIL };
    await mongoExports(connection).add(whole);
  }
};

beforeAll(async () => {
  mongo = await connectMongo(process.env.TEST_MONGO_URL ?? "", { database: `plans-${randomUUID().slice(0, 8)}` });
  const [activities, rollUps] = [mongoActivities(mongo.connection), mongoRollUps(mongo.connection)];
  await seedTheRest();
  await loadActivity(mongo.connection, { rows: ROWS, days: 3, until: UNTIL, accounts: 60 });
  await mongo.prepare();
  await rebuildReports({ rollUps, transact: mongo.transact, keptDays: 400, now: () => UNTIL })();
  row = (await activities.page({ kinds: ["SIGNED_IN"] }, 1, null))[0]!;
  somebody = row.accountId ?? "";
}, 60_000);
afterAll(async () => {
  await mongo.connection.dropDatabase();
  await mongo.close();
});

const TIMES = { from: FROM, to: new Date(FROM.getTime() + 2 * DAY) };
const REST: ActivityFilter[] = [
  {},
  { kinds: ["SIGN_IN_FAILED"] },
  { kinds: ["SIGN_IN_FAILED", "VERIFICATION_FAILED", "SIGNED_IN"] },
  { ...TIMES },
  { ...TIMES, kinds: ["SIGN_IN_FAILED", "SIGNED_OUT"] },
  { appIds: ["kasa"], countryCodes: ["SE"] },
  { ...TIMES, methods: ["EMAIL"], risks: ["NEW_DEVICE"] },
];

describe("what is asked of a long history", () => {
  it.each(REST)("is found by an index, in its order: a page of one's own by %j", async (filter) => {
    const { page } = mongoActivities(mongo.connection);
    for (const after of [null, row]) {
      const plans = await plansOf(() => page({ ...filter, accountId: somebody }, 50, after));
      expectIndexed(plans);
      expect(plans[0]!.planSummary).toContain("accountId: 1");
    }
  });

  it.each(REST)("is found by an index, in its order: a page of everybody's by %j", async (filter) => {
    const { page } = mongoActivities(mongo.connection);
    for (const after of [null, row]) expectIndexed(await plansOf(() => page(filter, 50, after)));
  });

  it.each<[string, (activities: Activities) => Promise<unknown>]>([
    ["rare among everybody's", ({ page }) => page({ kinds: ["ROLE_CHANGED", "ACCOUNT_DELETED"] }, 50, null)],
    ["rare among one's own", ({ page }) => page({ accountId: somebody, kinds: ["ROLE_CHANGED"] }, 50, null)],
    ["answered by nobody", ({ confirmedOf }) => confirmedOf(somebody, 100)],
  ])("does not walk through everything for what is %s", async (_what, work) => {
    expect(docsExamined(await plansOf(() => work(mongoActivities(mongo.connection))))).toBe(0);
  });

  it("is found by an index where an attempt is weighed, whether it is asked one by one or in one command", async () => {
    const activities = mongoActivities(mongo.connection);
    const singly: Profiled[] = [];
    for (const ask of WHAT_RISKS_ASK) singly.push(...(await plansOf(() => ask(activities))));
    expectIndexed(singly);
    expect(singly[0]!.docsExamined).toBe((await activities.signInsOf(somebody, 100)).length);

    const atOnce = await plansOf(() => Promise.all(WHAT_RISKS_ASK.map((ask) => ask(activities))));
    expect(atOnce).toHaveLength(1);
    expect(docsExamined(atOnce)).toBe(docsExamined(singly));
  });

  it("is read for a report from roll-ups, and from rows only where an hour is cut", async () => {
    const report = activityReport({ rollUps: mongoRollUps(mongo.connection) });
    const cut = { from: new Date(FROM.getTime() + 60_000), to: new Date(UNTIL.getTime() - 60_000) };
    const whole = await plansOf(() => report({ from: FROM, to: UNTIL, bucket: "DAY", groupBy: ["COUNTRY"] }));
    const ends = await plansOf(() => report({ ...cut, bucket: "HOUR", groupBy: ["OS", "NETWORK"] }));

    expectIndexed([...whole, ...ends]);
    const rowsRead = (plans: Profiled[]) => docsExamined(plans.filter(({ ns }) => ns.endsWith("Activities")));
    expect(rowsRead(whole)).toBe(0);
    expect(rowsRead(ends)).toBeLessThan(ROWS / 20);
  });

  it("is rolled up, and followed in a funnel, by an index", async () => {
    const rollUps = mongoRollUps(mongo.connection);
    await mongo.connection
      .collection("loginActivities")
      .updateMany({ accountId: somebody }, { $set: { awaitsRollUp: true } });
    const { transact } = mongo;
    const rolledUp = await plansOf(async () => {
      await rollUps.backlog(500, UNTIL);
      await rollUpWaiting({ rollUps, transact, now: () => UNTIL })();
    });
    const ofFunnel = mongoFunnelRollUps(mongo.connection);
    const funnel = verificationFunnel({ rollUps: ofFunnel });
    const followed = await plansOf(async () => {
      await ofFunnel.backlog(500, UNTIL);
      await rollUpWaiting({ rollUps: ofFunnel, transact, now: () => UNTIL })();
      await funnel({ from: new Date(FROM.getTime() + 60_000), to: UNTIL, groupBy: [] });
    });

    expectIndexed([...rolledUp, ...followed]);
    while ((await rollUpWaiting({ rollUps, transact, now: () => UNTIL })()) > 0);
    const nothingWaits = () => Promise.all([rollUps, ofFunnel].map((it) => it.backlog(500, UNTIL)));
    expect(docsExamined(await plansOf(nothingWaits))).toBe(0);
  });

  it.each<[string, (connection: Connection) => Promise<unknown>]>([
    ["an answer of its owner", (it) => mongoActivities(it).answer({ ...row, accountId: somebody }, false)],
    ["the second steps of an account that ends", (it) => mongoVerifications(it).forget("account-1")],
    ["the exports of an account that ends", (it) => mongoExports(it).forget("a")],
    ["the mailed links of an account that ends", (it) => mongoMailedLinks(it).forget("account-1")],
    ["a mailed link", (it) => mongoMailedLinks(it).byToken("2")],
    ["an export", (it) => mongoExports(it).find("2", FROM)],
    ["a step of the funnel", (it) => mongoVerifications(it).follow({ kind: "ACKNOWLEDGED", id: "2" }, FROM)],
    ["old addresses", (it) => mongoActivities(it).cutAddressesBefore(TIMES.to, 100)],
    ["the rows of an account that ends", (it) => mongoActivities(it).forget("somebody else")],
    ["old rows", (it) => mongoActivities(it).removeBefore(TIMES.to, 100)],
  ])("is found by an index: %s", async (_what, work) => {
    expectIndexed(await plansOf(() => work(mongo.connection)));
  });

  it("is rolled up anew by an index", async () => {
    const [rollUps, ofFunnel] = [mongoRollUps(mongo.connection), mongoFunnelRollUps(mongo.connection)];
    const needs = { transact: mongo.transact, keptDays: 400, now: () => UNTIL };
    const plans = await plansOf(async () => {
      await rebuildReports({ ...needs, rollUps })();
      await rebuildReports({ ...needs, rollUps: ofFunnel })();
    });

    expectIndexed(plans);
  });
});
