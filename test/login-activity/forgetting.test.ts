import { createConnection, type Connection } from "mongoose";
import { pino } from "pino";

import { readConfig } from "../../subgraphs/kernel/config.ts";
import { mongoLeases } from "../../subgraphs/kernel/lease.ts";
import { keepForgetting } from "../../subgraphs/login-activity/keep-forgetting.ts";
import { DAY, HOUR, MINUTE, world } from "../world.ts";
import { IN_SWEDEN, type Device } from "../world/device.ts";
import { joinsAt } from "../world/joins-at.ts";
import { the } from "../world/results.ts";
import { startServer } from "../world/server.ts";
import { turnableTime } from "../world/turnable-time.ts";
import { until } from "../world/until.ts";

type Row = { kind: string; ipAddress: string | null; location: { countryCode: string } | null };
const IN_SWEDENS_NETWORK = "81.224.0.0/24";

/** Its own rows, oldest first, after a new sign-in: no session lives as long as they do. */
const rows = async (device: Device): Promise<Row[]> => {
  the("SignedIn", await device.signsIn());
  const query = `{ me { loginActivity(first: 200) { edges { node { kind ipAddress location { countryCode } } } } } }`;
  return (await device.reads(query)).me.loginActivity.edges.map(({ node }: { node: Row }) => node).toReversed();
};
const row = (kind: string, ipAddress: string) => ({ kind, ipAddress, location: { countryCode: "SE" } });

describe("activity that grows old", () => {
  it("keeps of an address only the network after 90 days, and ends after 400", async () => {
    const { ada, bob, later } = await world();
    const [phone, his] = [await ada.joinsOn("phone"), await bob.joinsOn("phone")];
    await later(89 * DAY);
    expect((await rows(phone))[0]).toEqual(row("SIGNED_UP", IN_SWEDEN));

    await later(DAY + HOUR);
    await until(async () => (await rows(phone))[0]?.ipAddress === IN_SWEDENS_NETWORK);
    const cut = await rows(phone);
    expect(cut.slice(0, 3)).toEqual(
      ["SIGNED_UP", "EMAIL_CONFIRMED", "SIGNED_IN"].map((kind) => row(kind, IN_SWEDENS_NETWORK)),
    );
    expect(cut[3]).toEqual(row("SIGNED_IN", IN_SWEDEN));

    await later(309 * DAY);
    expect((await rows(his))[0]).toEqual(row("SIGNED_UP", IN_SWEDENS_NETWORK));
    await later(DAY);
    await until(async () => (await rows(his))[0]?.kind === "SIGNED_IN");
    expect((await rows(phone))[0]).toEqual(row("SIGNED_IN", IN_SWEDENS_NETWORK));
  });
});

describe("how long activity is kept", () => {
  it("is 90 and 400 days, or what the configuration says", () => {
    expect(readConfig({})).toMatchObject({ activityIpDays: 90, activityDays: 400 });
    expect(readConfig({ ACTIVITY_IP_DAYS: "7", ACTIVITY_DAYS: "30" })).toMatchObject({
      activityIpDays: 7,
      activityDays: 30,
    });
  });

  it("is what the configuration of a server says", async () => {
    const server = await startServer({ ACTIVITY_IP_DAYS: "2", ACTIVITY_DAYS: "4" });
    try {
      const phone = await joinsAt(server);
      await server.turn(DAY + 23 * HOUR);
      expect((await rows(phone))[0]).toEqual(row("SIGNED_UP", IN_SWEDEN));
      await server.turn(2 * HOUR);
      await until(async () => (await rows(phone))[0]?.ipAddress === IN_SWEDENS_NETWORK);
      expect((await rows(phone))[0]).toEqual(row("SIGNED_UP", IN_SWEDENS_NETWORK));
      await server.turn(2 * DAY);
      await until(async () => (await rows(phone))[0]?.kind !== "SIGNED_UP");
    } finally {
      await server.stop();
    }
  });

  it.each([
    [{ ACTIVITY_IP_DAYS: "0" }, "ACTIVITY_IP_DAYS"],
    [{ ACTIVITY_IP_DAYS: "90d" }, "ACTIVITY_IP_DAYS"],
    [{ ACTIVITY_DAYS: "-1" }, "ACTIVITY_DAYS"],
    [{ ACTIVITY_DAYS: "999999" }, "ACTIVITY_DAYS"],
    [{ ACTIVITY_IP_DAYS: "31", ACTIVITY_DAYS: "30" }, "ACTIVITY_IP_DAYS must not be more than ACTIVITY_DAYS"],
  ])("can't be %j", (env, fault) => {
    expect(() => readConfig(env)).toThrow(fault);
  });
});

describe("the job that forgets", () => {
  let connection: Connection;
  beforeAll(async () => {
    const url = new URL(process.env.TEST_MONGO_URL ?? "");
    url.pathname = `/test-forgetting-${process.pid}`;
    connection = await createConnection(url.href).asPromise();
  });
  afterAll(async () => {
    await connection.dropDatabase();
    await connection.close();
  });

  it("is done by one process at a time, and by another when that one is gone", async () => {
    const time = turnableTime();
    const leases = mongoLeases(connection);
    const began: string[] = [];
    let goOn: () => void = () => undefined;
    const process_ = (name: string) => {
      let left = 2;
      const forget = async () => {
        began.push(name);
        await new Promise<void>((resolve) => (goOn = resolve));
        left -= 1;
        return left;
      };
      return keepForgetting({ forget, leases, time, log: pino({ level: "silent" }) });
    };
    const jobs = [process_("one"), process_("other")];
    try {
      await until(() => Promise.resolve(began.length === 1));
      time.turn(MINUTE);
      expect(began).toHaveLength(1);
      goOn();
      await until(() => Promise.resolve(began.length === 2));
      expect(new Set(began).size).toBe(1);
      goOn();
      // Done for this hour: nobody begins anew before it is over.
      await until(async () => {
        const lease = await connection.collection("leases").findOne({});
        return lease !== null && (lease.until as Date) > new Date(time.now().getTime() + 50 * MINUTE);
      });
      time.turn(40 * MINUTE);
      expect(began).toHaveLength(2);
      await until(() => {
        time.turn(20 * MINUTE);
        return Promise.resolve(began.length === 3);
      });
    } finally {
      const stopped = Promise.all(jobs.map((job) => job.stop()));
      goOn();
      await stopped;
    }
  });

  it("finds whole addresses by an index of their own, however many rows are cut already", async () => {
    const { server, ada } = await world();
    await ada.joinsOn("phone");
    const served = await createConnection(server.env.MONGO_URL ?? "").asPromise();
    const indexes = await served.collection("loginActivities").indexes();
    expect(indexes).toContainEqual(
      expect.objectContaining({ key: { at: 1 }, partialFilterExpression: { ipAddress: { $type: "string" } } }),
    );
    await served.close();
  });
});
