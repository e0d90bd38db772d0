import { setTimeout as pause } from "node:timers/promises";

import { eventually } from "../eventually.ts";
import type { Fleet, ProcessName, Side } from "../fleet.ts";
import { listens } from "../listens.ts";
import { stageFleet } from "../stage.ts";

const BACK_WITHIN_MS = 10_000;
/** Whoever repeats a question of the gateway after so long has no right to it any more. */
const LIFE_OF_A_SIGNATURE_MS = 31_000;
/** Longer than a client of Redis keeps, by itself, what it could not say. */
const LONG_WITHOUT_REDIS_MS = 15_000;

let fleet: Fleet;
stageFleet((it) => (fleet = it));

const renewed = async (name: ProcessName, signal: NodeJS.Signals): Promise<void> => {
  await fleet.kill(name, signal);
  await fleet.restart(name);
};

const cutWire = (side: Side): Promise<void> => {
  const { challenge } = fleet[side].subgraphs;
  challenge.cut();
  challenge.mend();
  return Promise.resolve();
};

/** What the line of one side may meet. Each side has processes of its own, so that two of these take the time of one. */
const BREAKS = {
  "the death of its gateway": (side: Side) => renewed(`gateway-${side}`, "SIGKILL"),
  "the death of what it listens to": (side: Side) => renewed(`challenge-${side}`, "SIGKILL"),
  "the end of what it listens to": (side: Side) => renewed(`challenge-${side}`, "SIGTERM"),
  "a broken wire behind the gateway": cutWire,
};
type Break = keyof typeof BREAKS;

const isShownWhatComesAfter = async (what: Break, side: Side): Promise<void> => {
  const dora = fleet.person("dora");
  const phone = await dora.trusts("phone", { through: side });
  const device = await listens(phone, fleet[side].url);
  await pause(LIFE_OF_A_SIGNATURE_MS);
  await BREAKS[what](side);
  await eventually(device.isOnline, BACK_WITHIN_MS);
  let id = "";
  await eventually(async () => {
    const { challenge } = await dora.on("laptop", { through: side }).isAsked();
    id = challenge.id;
    // By mail, as long as the line of before is known to be gone and the next one is not there.
    return challenge.method === "APP_NOTIFICATION";
  }, BACK_WITHIN_MS);

  await device.sees(id);
  expect(device.seen.filter((it) => it === id)).toHaveLength(1);
  expect(JSON.stringify(device.ends)).not.toContain("UNAUTHENTICATED");
  await device.stop();
};

describe("a trusted device that listens", () => {
  it.each<[Break, Break]>([
    ["the death of its gateway", "the death of what it listens to"],
    ["the end of what it listens to", "a broken wire behind the gateway"],
  ])(
    "is shown what comes after %s, or %s, each request once, and is never taken for a stranger",
    async (one, other) => {
      await Promise.all([isShownWhatComesAfter(one, "a"), isShownWhatComesAfter(other, "b")]);
    },
  );

  it("is shown what was asked while Redis was away as soon as that is back, without listening anew", async () => {
    const dora = fleet.person("dora");
    const phone = await dora.trusts("phone");
    const before = await listens(phone, fleet.a.url);
    await fleet.redis.kill();
    await pause(LONG_WITHOUT_REDIS_MS);
    const meanwhile = await listens(phone, fleet.a.url);
    const { challenge } = await dora.on("laptop").isAsked();
    await fleet.redis.start();

    for (const device of [before, meanwhile]) {
      await device.sees(challenge.id);
      expect(device).toMatchObject({ seen: [challenge.id], ends: [] });
      await device.stop();
    }
  });
});
