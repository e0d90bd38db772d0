import { systemTime } from "../../../subgraphs/kernel/clock.ts";
import { newId } from "../../../subgraphs/kernel/id.ts";
import { mongoAccounts } from "../../../subgraphs/account/account.model.ts";
import { activityReport } from "../../../subgraphs/login-activity/report/activity-report.ts";
import { verificationFunnel } from "../../../subgraphs/login-activity/report/verification-funnel.ts";
import { mongoFunnelRollUps, mongoRollUps } from "../../../subgraphs/login-activity/roll-up.model.ts";
import type { ActivityHouse, ActivityStage } from "../activity/activity-stage.ts";
import { ask, type Asker } from "../ask.ts";
import { inRounds, median, type Measured, type Pace } from "../measured.ts";

const DAYS = 90;
const DAY = 24 * 60 * 60 * 1_000;
const ASKED_A_ROUND = 20;

const REPORT = `query ($input: ActivityReportInput!) { activityReport(input: $input) {
  rows { bucket values { dimension value } events accounts } suppressedRows
} }`;

/** Somebody with the role, signed in after two steps; by way of the ports. */
const analyst = async ({ kernel, ports }: ActivityHouse): Promise<Asker> => {
  const at = systemTime.now();
  const [id, installationId] = [newId(), newId()];
  const account = { id, email: `${id.toLowerCase()}@example.com`, passwordHash: "none", passwordChangedAt: at };
  const rest = { locale: "en", createdAt: at, protectedAt: null, protectedBy: null, securityQuestion: null };
  await mongoAccounts(kernel.mongo.connection).add({ ...account, ...rest, roles: ["USER", "ANALYST"] });
  const device = { name: "A phone", model: "Pixel 8", osName: "Android", osVersion: "15" };
  const client = { appId: "kasa", appVersion: "3.0.0", installationId, device };
  const origin = { client, ip: "81.224.0.1", location: null, risks: [] };
  const { accessToken } = await ports.account.startSession(
    { accountId: id, origin, amr: ["pwd", "swk"], method: null },
    at,
  );
  return { address: "81.224.0.1", accessToken };
};

const milliseconds = async (work: () => Promise<unknown>): Promise<number> => {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
};

/** The medians of the milliseconds that both take, in turns, so that whatever else the machine does is done to both. */
const inTurns = async (one: () => Promise<unknown>, other: () => Promise<unknown>) => {
  const taken: { many: number; most: number }[] = [];
  while (taken.length < ASKED_A_ROUND) taken.push({ many: await milliseconds(one), most: await milliseconds(other) });
  return { many: median(taken.map((it) => it.many)), most: median(taken.map((it) => it.most)) };
};

/** By day and country over ninety days, and the funnel, among many rows and among more. */
export const activityReportRow = async (stage: ActivityStage, { rounds, activity }: Pace): Promise<Measured[]> => {
  const from = new Date(stage.until.getTime() - DAYS * DAY);
  const input = { from, to: stage.until, bucket: "DAY" as const, groupBy: ["COUNTRY" as const] };
  const askIn = async (rows: number) => {
    const house = await stage.houseOf(rows);
    const report = activityReport({ rollUps: mongoRollUps(house.kernel.mongo.connection) });
    const funnel = verificationFunnel({ rollUps: mongoFunnelRollUps(house.kernel.mongo.connection) });
    const asker = await analyst(house);
    return {
      funnel: () => funnel({ ...input, groupBy: [] }),
      store: () => report(input),
      gateway: () => ask(house.gatewayUrl, asker, REPORT, { input }),
    };
  };
  const [many, most] = [await askIn(activity.many), await askIn(activity.most)];
  for (const by of ["store", "gateway", "funnel"] as const) await inTurns(many[by], most[by]);
  const names = {
    store: `\`activityReport\` by day and country, ${DAYS} days, from the roll-ups`,
    gateway: `\`activityReport\` by day and country, ${DAYS} days, through the gateway`,
    // A tenth as many second steps as rows.
    funnel: `\`verificationFunnel\` by day, ${DAYS} days, from the roll-ups`,
  };
  const line = async (by: keyof typeof names): Promise<Measured[]> => {
    const figures = await inRounds(rounds, () => inTurns(many[by], most[by]));
    const count = (rows: number) => rows.toLocaleString("en-GB");
    const what = names[by];
    const most_ = figures.map((it) => it.most);
    const atMost = (most: number) => (by === "funnel" ? null : { atMost: most });
    return [
      { what: `${what}, at ${count(activity.most)} rows`, rounds: most_, unit: "ms", target: atMost(50) },
      {
        what: `${what}, ÷ at ${count(activity.many)}`,
        ...{ rounds: most_, unit: "ms", ratios: figures.map((it) => it.most / it.many), target: atMost(1.2) },
      },
    ];
  };
  return [...(await line("store")), ...(await line("gateway")), ...(await line("funnel"))];
};
