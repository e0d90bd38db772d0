import { readFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import { startMongod, type Mongod } from "../../../gateway/embedded/mongod.ts";
import { startFleet, type Fleet, type ProcessName } from "../fleet.ts";
import { inTheMiddle } from "../in-the-middle.ts";
import { keptPort } from "../port.ts";

/** A MongoDB of this suite's own, which may be killed and comes back on the same data. */
const mortalMongod = async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "countersign-faults-"));
  const port = await keptPort();
  const start = () => startMongod({ dataDir, port, say: () => undefined });
  let mongod: Mongod = await start();
  const pid = async () => (JSON.parse(await readFile(join(dataDir, "mongod.json"), "utf8")) as { pid: number }).pid;
  const signal = async (name: NodeJS.Signals) => void process.kill(await pid(), name);
  return {
    url: mongod.url,
    signal,
    restart: async () => {
      mongod = await start();
    },
    stop: async () => {
      await mongod.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};

let mongod: Awaited<ReturnType<typeof mortalMongod>>;
let fleet: Fleet;
beforeAll(async () => {
  mongod = await mortalMongod();
  fleet = await startFleet({ mongoUrl: mongod.url });
}, 180_000);
afterAll(async () => {
  const complaints = fleet.complaints();
  const exits = await fleet.stop();
  await mongod.stop();
  expect(complaints).toEqual([]);
  expect(exits.map(({ code }) => code)).toEqual(exits.map(() => 0));
}, 90_000);

describe("killed in the middle of sign-ins, refreshes and removals", () => {
  it.each<ProcessName>(["gateway-a", "account-a", "challenge-a", "trusted-device-a", "login-activity-a"])(
    "%s loses nothing that it acknowledged, does nothing twice, and is back",
    (name) =>
      inTheMiddle(
        fleet,
        () => fleet.kill(name),
        () => fleet.restart(name),
      ),
  );

  it("Redis takes nothing along", () =>
    inTheMiddle(
      fleet,
      async () => fleet.redis.kill(),
      async () => fleet.redis.start(),
    ));

  it("MongoDB comes back with all that was acknowledged, and everybody with it", () =>
    inTheMiddle(
      fleet,
      () => mongod.signal("SIGKILL"),
      async () => {
        await pause(3_000);
        await mongod.restart();
      },
    ));
});

describe("frozen for longer than anybody waits", () => {
  it("MongoDB keeps nobody waiting, and everybody is back when it goes on", () =>
    inTheMiddle(
      fleet,
      () => mongod.signal("SIGSTOP"),
      async () => {
        await pause(15_000);
        await mongod.signal("SIGCONT");
      },
    ));

  it("a subgraph keeps nobody waiting either", () =>
    inTheMiddle(
      fleet,
      async () => fleet.the("account-a").freeze(),
      async () => {
        await pause(12_000);
        fleet.the("account-a").thaw();
      },
    ));
});
