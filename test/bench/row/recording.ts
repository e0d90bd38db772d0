import { systemTime } from "../../../subgraphs/kernel/clock.ts";
import { mongoThrottle } from "../../../subgraphs/kernel/throttle.ts";
import type { Origin } from "../../../subgraphs/kernel/vocabulary.ts";
import type { ActivityHouse, ActivityStage } from "../activity/activity-stage.ts";
import { inParallel } from "../in-parallel.ts";
import { inRounds, median, type Measured, type Pace } from "../measured.ts";

const AT_ONCE = 32;
const ROWS_A_ROUND = 2_000;
const TURNS = 150;
const LIMIT = { most: 1_000_000, windowMs: 60_000 };

const originOf = (nth: number): Origin => ({
  client: {
    ...{ appId: "kasa", appVersion: "3.0.0", installationId: `recorded-${nth}` },
    device: { name: "A phone", model: "Pixel 8", osName: "Android", osVersion: "15" },
  },
  ...{ ip: "81.224.0.1", risks: [] },
  location: { city: "Uppsala", region: null, countryCode: "SE", provider: "Uppsala Telecom", network: "FIXED" },
});

const recordedBy = ({ ports }: ActivityHouse, nth: number) =>
  ports.activity.record({ kind: "SIGNED_IN", accountId: `recorded-${nth}` }, originOf(nth), systemTime.now());

/** Rows a second, each durable in a transaction of its own. */
const rate = async (house: ActivityHouse): Promise<number> => {
  const startedAt = performance.now();
  await inParallel(AT_ONCE, ROWS_A_ROUND, (nth) => house.kernel.mongo.transact(() => recordedBy(house, nth)));
  return ROWS_A_ROUND / ((performance.now() - startedAt) / 1_000);
};

/** What one more row adds to a transaction that writes something else, in turns. */
const added = async (house: ActivityHouse): Promise<number> => {
  const { transact, connection } = house.kernel.mongo;
  const throttle = mongoThrottle(connection);
  const timed = async (work: () => Promise<unknown>) => {
    const startedAt = performance.now();
    await transact(work);
    return performance.now() - startedAt;
  };
  const differences: number[] = [];
  for (let nth = 0; nth < TURNS; nth += 1) {
    const spend = () => throttle.spend(`bench-${nth}`, LIMIT, systemTime.now());
    const without = await timed(spend);
    differences.push((await timed(async () => [await spend(), await recordedBy(house, nth)])) - without);
  }
  return median(differences);
};

/** What a row of activity costs where there are ten million. */
export const recordingRow = async (stage: ActivityStage, { rounds, activity }: Pace): Promise<Measured[]> => {
  const house = await stage.houseOf(activity.most);
  await rate(house);
  const among = `among ${activity.most.toLocaleString("en-GB")}`;
  const figures = await inRounds(rounds, async () => ({ rate: await rate(house), added: await added(house) }));
  return [
    {
      what: `rows recorded at \`w: majority\`, each in a transaction, ${among}`,
      ...{ rounds: figures.map((it) => it.rate), unit: "a second", target: null },
    },
    {
      what: `what recording adds to a sign-in's transaction, ${among}`,
      ...{ rounds: figures.map((it) => it.added), unit: "ms", target: null },
    },
  ];
};
