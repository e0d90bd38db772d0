import { randomUUID } from "node:crypto";

import { connectMongo, type Mongo } from "../../subgraphs/kernel/mongo.ts";
import { mongoActivities } from "../../subgraphs/login-activity/activity.model.ts";
import type { ActivityFilter, Position } from "../../subgraphs/login-activity/activity.ts";
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

let mongo: Mongo;
let somebody: string;
let position: Position;

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
    .find({ ns: /\.(loginActivities|rollUps|verifications)$/, op: { $in: ["query", "update", "remove", "command"] } })
    .toArray();
  return all as unknown as Profiled[];
};

const expectIndexed = (plans: Profiled[]) => {
  expect(plans.length).toBeGreaterThan(0);
  for (const { ns, planSummary, hasSortStage, command } of plans) {
    const said = `${planSummary ?? "no plan"} of ${ns}: ${JSON.stringify(command.filter ?? command.q ?? command.query)}`;
    expect(said).not.toContain("COLLSCAN");
    expect({ said, isSorted: hasSortStage ?? false }).toEqual({ said, isSorted: false });
  }
};

beforeAll(async () => {
  mongo = await connectMongo(process.env.TEST_MONGO_URL ?? "", { database: `plans-${randomUUID().slice(0, 8)}` });
  const [activities, rollUps] = [mongoActivities(mongo.connection), mongoRollUps(mongo.connection)];
  mongoVerifications(mongo.connection);
  await loadActivity(mongo.connection, { rows: ROWS, days: 3, until: UNTIL, accounts: 60 });
  await mongo.prepare();
  await rebuildReports({ rollUps, transact: mongo.transact, keptDays: 400, now: () => UNTIL })();
  const [row] = await activities.page({ kinds: ["SIGNED_IN"] }, 1, null);
  [somebody, position] = [row!.accountId ?? "", row!];
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
    for (const after of [null, position]) {
      const plans = await plansOf(() => page({ ...filter, accountId: somebody }, 50, after));
      expectIndexed(plans);
      expect(plans[0]!.planSummary).toContain("accountId: 1");
    }
  });

  it.each(REST)("is found by an index, in its order: a page of everybody's by %j", async (filter) => {
    const { page } = mongoActivities(mongo.connection);
    for (const after of [null, position]) expectIndexed(await plansOf(() => page(filter, 50, after)));
  });

  it("does not walk through everything for what is rare", async () => {
    const { page } = mongoActivities(mongo.connection);
    const [plan] = await plansOf(() => page({ kinds: ["ROLE_CHANGED", "ACCOUNT_DELETED"] }, 50, null));

    expect(plan!.docsExamined).toBe(0);
  });

  it("is read for a report from roll-ups, and from rows only where an hour is cut", async () => {
    const report = activityReport({ rollUps: mongoRollUps(mongo.connection) });
    const cut = { from: new Date(FROM.getTime() + 60_000), to: new Date(UNTIL.getTime() - 60_000) };
    const whole = await plansOf(() => report({ from: FROM, to: UNTIL, bucket: "DAY", groupBy: ["COUNTRY"] }));
    const ends = await plansOf(() => report({ ...cut, bucket: "HOUR", groupBy: ["OS", "NETWORK"] }));

    expectIndexed([...whole, ...ends]);
    const rowsRead = (plans: Profiled[]) =>
      plans.filter(({ ns }) => ns.endsWith("Activities")).reduce((sum, it) => sum + (it.docsExamined ?? 0), 0);
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
  });
});
