import { setTimeout as pause } from "node:timers/promises";

import type { Fleet, ProcessName } from "../fleet.ts";
import { inTheMiddle } from "../in-the-middle.ts";
import { stageOnMortalMongod, type MortalMongod } from "../stage.ts";

let mongod: MortalMongod;
let fleet: Fleet;
stageOnMortalMongod((...staged) => ([fleet, mongod] = staged));

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
