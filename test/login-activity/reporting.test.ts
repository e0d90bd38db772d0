import { connectMongo } from "../../subgraphs/kernel/mongo.ts";
import { DAY, HOUR, MINUTE, world } from "../world.ts";
import { admin, analyst as analystOf } from "../world/analyst.ts";
import { codeOf } from "../world/api.ts";
import { IN_AMERICA, IN_SWEDEN, type Device } from "../world/device.ts";
import { manyRows } from "../world/many-rows.ts";
import { the } from "../world/results.ts";
import { until } from "../world/until.ts";

const REPORT = `query ($input: ActivityReportInput!) { activityReport(input: $input) {
  rows { bucket values { dimension value } events accounts } suppressedRows privacyFloor
} }`;

type Row = { bucket: string | null; values: { value: string | null }[]; events: number; accounts: number };
type Report = { rows: Row[]; suppressedRows: number; privacyFloor: number };

/** Twelve people who join within an hour of their own, most of them by Kasa in Sweden, and an analyst who came before. */
const peopledWorld = async () => {
  const { bob, server, later, stranger } = await world();
  // Half past eleven in the evening: all that is reported comes on one day, whatever time it is here.
  await later((23.5 * HOUR - (Date.now() % DAY) + DAY) % DAY);
  const phone = await analystOf(server, bob);
  const { me } = await phone.reads(`{ me { loginActivity(first: 1) { edges { node { at } } } } }`);
  const at = new Date(me.loginActivity.edges[0].node.at).getTime();
  const from = new Date(Math.ceil(at / HOUR) * HOUR);
  await later(from.getTime() - at + MINUTE);
  const range = { from: from.toISOString(), to: new Date(from.getTime() + 90 * 24 * HOUR).toISOString() };

  const joins = async (ip: string, appId: string) => (await world()).ada.joinsOn("phone", { ip, appId });
  const places: [string, string][] = [
    ...Array<[string, string]>(6).fill([IN_SWEDEN, "kasa"]),
    ...Array<[string, string]>(5).fill([IN_AMERICA, "tapo"]),
    [IN_AMERICA, "portal"],
  ];
  const people = await Promise.all(places.map(([ip, appId]) => joins(ip, appId)));
  return { analyst: phone, people, server, later, stranger, range };
};

let made: ReturnType<typeof peopledWorld> | undefined;
/** The same for all tests here, which only read. */
const peopled = () => (made ??= peopledWorld());

/** A minute that no roll-up has by itself: it is counted from its rows. */
const IN_AN_HOUR = new Date("2026-02-02T12:30:00Z");
let versions: Promise<string[]> | undefined;

const asks = async (device: Device, input: object) => {
  the("SignedIn", await device.refreshes());
  return device.sends(REPORT, { input });
};

const reportOf = async (analyst: Device, input: object): Promise<Report> =>
  (await asks(analyst, input)).body.data.activityReport;

/** Each row as its values and figures. */
const figures = ({ rows }: Report) =>
  rows.map(({ values, events, accounts }) => [...values.map(({ value }) => value), events, accounts]);

describe("a report on everybody's activity", () => {
  it("counts what was recorded a moment ago, and the same once it is rolled up, and when that is made anew", async () => {
    const { analyst, server, later, range } = await peopled();
    const input = { ...range, groupBy: ["KIND", "COUNTRY"], filter: { kinds: ["SIGNED_IN"] } };
    const fresh = await reportOf(analyst, input);
    expect(figures(fresh)).toEqual([
      ["SIGNED_IN", "SE", 6, 6],
      ["SIGNED_IN", "US", 6, 6],
    ]);

    await later(HOUR);
    const mongo = await connectMongo(server.env.MONGO_URL ?? "");
    const rows = mongo.connection.collection("loginActivities");
    await until(async () => (await rows.countDocuments({ awaitsRollUp: true })) === 0, 20_000);
    expect(await reportOf(analyst, input)).toEqual(fresh);

    await mongo.connection.collection("rollUps").deleteMany({});
    await mongo.close();
    expect((await reportOf(analyst, input)).rows).toEqual([]);
    expect(await admin(server, "rebuild-reports")).toMatchObject({ code: 0 });
    expect(await reportOf(analyst, input)).toEqual(fresh);
  });

  it("leaves out and counts a row of fewer than five accounts, and the one that would tell it", async () => {
    const { analyst, range } = await peopled();
    const report = await reportOf(analyst, { ...range, groupBy: ["APP"], filter: { kinds: ["SIGNED_IN"] } });

    expect(figures(report)).toEqual([["kasa", 6, 6]]);
    expect(report).toMatchObject({ suppressedRows: 2, privacyFloor: 5 });
  });

  it("says nothing, not even how much, of fewer than five accounts", async () => {
    const { analyst, range } = await peopled();

    expect(await reportOf(analyst, { ...range, groupBy: ["KIND"], filter: { appIds: ["portal"] } })).toEqual({
      ...{ rows: [], suppressedRows: 0, privacyFloor: 5 },
    });
  });

  it("begins its buckets with the hour, the day, the Monday and the month, in UTC", async () => {
    const { analyst, range } = await peopled();
    const starts = async (bucket: string) =>
      (await reportOf(analyst, { ...range, bucket, filter: { kinds: ["SIGNED_UP"] } })).rows.map(
        (row) => new Date(row.bucket ?? ""),
      );

    for (const bucket of ["HOUR", "DAY", "WEEK", "MONTH"])
      for (const start of await starts(bucket)) {
        expect(start.toISOString()).toMatch(bucket === "HOUR" ? /T\d\d:00:00.000Z$/ : /T00:00:00.000Z$/);
        if (bucket === "WEEK") expect(start.getUTCDay()).toBe(1);
        if (bucket === "MONTH") expect(start.getUTCDate()).toBe(1);
      }
  });

  it.each([
    [{ from: "2026-02-01T00:00:00Z", to: "2026-01-01T00:00:00Z" }, "from"],
    [{ from: "2025-01-01T00:00:00Z", to: "2026-02-06T00:00:00Z", bucket: "HOUR" }, "bucket"],
    [{ filter: { accountId: "anybody" } }, "filter.accountId"],
    [{ filter: { from: "2026-02-01T00:00:00Z", to: "2026-01-01T00:00:00Z" } }, "filter.from"],
  ])("refuses %j", async (input, field) => {
    const { analyst, range } = await peopled();
    const reply = await asks(analyst, { ...range, ...input });

    expect(reply.body.errors?.[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT", field });
  });

  it.each([
    ["groupBy", {}],
    ["bucket", { bucket: "HOUR" }],
  ])("refuses what makes more than 10 000 rows, and names %s", async (field, more) => {
    const { analyst, server } = await peopled();
    await (versions ??= manyRows(server, "versions", 10_001, { start: IN_AN_HOUR.getTime(), versions: 10_001 }));
    const range = { from: IN_AN_HOUR.toISOString(), to: new Date(IN_AN_HOUR.getTime() + MINUTE).toISOString() };
    const reply = await asks(analyst, { ...range, ...more, groupBy: ["APP_VERSION"] });
    expect(reply.body.errors?.[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT", field });
    // Of nobody: so there is nothing to tell, and nothing wrong with asking.
    expect(figures(await reportOf(analyst, { ...range, ...more, groupBy: ["APP"] }))).toEqual([]);
  });

  it("is for analysts only", async () => {
    const { people, stranger, range } = await peopled();

    expect(codeOf(await stranger(REPORT, { variables: { input: range } }))).toBe("UNAUTHENTICATED");
    expect(codeOf(await asks(people[0]!, range))).toBe("FORBIDDEN");
  });

  it("tells the same when the rows are gone, and when it is made anew from what is left", async () => {
    const { server, later, range } = await peopled();
    const input = { ...range, bucket: "DAY", groupBy: ["KIND", "COUNTRY"], filter: { kinds: ["SIGNED_IN"] } };
    const before = await reportOf(await analystOf(server, (await world()).bob), input);
    expect(before.rows.length).toBeGreaterThan(0);

    await later(401 * DAY);
    const mongo = await connectMongo(server.env.MONGO_URL ?? "");
    const rows = mongo.connection.collection("loginActivities");
    await until(async () => (await rows.countDocuments({ at: { $lt: new Date(range.to) } })) === 0, 20_000);
    await mongo.close();
    const newcomer = await analystOf(server, (await world()).bob);
    expect(await reportOf(newcomer, input)).toEqual(before);
    expect(await admin(server, "rebuild-reports")).toMatchObject({ code: 0 });
    expect(await reportOf(newcomer, input)).toEqual(before);
  });
});
