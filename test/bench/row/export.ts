import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import type { ActivityHouse, ActivityStage } from "../activity/activity-stage.ts";
import { ask } from "../ask.ts";
import { inRounds, type Measured, type Pace } from "../measured.ts";
import { people, type Person } from "../people.ts";

const EXPORT = `mutation { exportLoginActivity(format: NDJSON) { url } }`;
const LOOKS_EVERY_MS = 250;
const LINE_END = 10;

/** An analyst who signed up through the API; the role and the second step are put into the store. */
const analystOf = async (house: ActivityHouse): Promise<Person> => {
  const [person] = await people(house, "aginet", 1);
  if (!person) throw new Error("nobody signed up");
  await house.ports.account.setRole(person.email, "ANALYST", true);
  await house.kernel.mongo.connection.collection("sessions").updateMany({}, { $set: { amr: ["pwd", "swk"] } });
  return person;
};

/** Of the process that serves, in MiB. */
const memoryOf = async (origin: string): Promise<number> => {
  const page = await (await fetch(`${origin}/metrics`)).text();
  return Number(/^process_resident_memory_bytes (\S+)$/m.exec(page)?.[1]) / 2 ** 20;
};

/** Reads a whole export: its rows a second, and the most memory that the server had meanwhile. */
const download = async ({ gatewayUrl }: ActivityHouse, person: Person) => {
  const { origin } = new URL(gatewayUrl);
  const { exportLoginActivity } = await ask<{ exportLoginActivity: { url: string } }>(gatewayUrl, person, EXPORT);
  let most = 0;
  const watching = setInterval(() => void memoryOf(origin).then((it) => (most = Math.max(most, it))), LOOKS_EVERY_MS);
  const startedAt = performance.now();
  const answer = await fetch(`${origin}${new URL(exportLoginActivity.url).pathname}`);
  let rows = 0;
  if (!answer.body) throw new Error(`the export answered ${answer.status}`);
  for await (const chunk of Readable.fromWeb(answer.body as ReadableStream<Uint8Array>))
    for (const byte of chunk as Uint8Array) if (byte === LINE_END) rows += 1;
  const seconds = (performance.now() - startedAt) / 1_000;
  clearInterval(watching);
  return { rows, rowsASecond: rows / seconds, memory: Math.max(most, await memoryOf(origin)) };
};

/** An export of everything, and what it costs in memory: of many rows as much as of few. */
export const exportRow = async (stage: ActivityStage, { rounds, activity }: Pace): Promise<Measured[]> => {
  const [few, many] = [await stage.houseOf(activity.few), await stage.houseOf(activity.most)];
  const [ofFew, ofMany] = [await analystOf(few), await analystOf(many)];
  await download(few, ofFew);
  const figures = await inRounds(rounds, async () => ({
    few: await download(few, ofFew),
    many: await download(many, ofMany),
  }));
  const count = (rows: number) => rows.toLocaleString("en-GB");
  return [
    {
      what: `rows of \`exportLoginActivity\`, ${count(activity.most)} of them`,
      rounds: figures.map((it) => it.many.rowsASecond),
      unit: "a second",
      target: { atLeast: 10_000 },
    },
    {
      what: `the server's memory at most, while it exports ${count(activity.most)} rows ÷ ${count(activity.few)}`,
      rounds: figures.map((it) => it.many.memory),
      unit: "MiB",
      ratios: figures.map((it) => it.many.memory / it.few.memory),
      target: { atMost: 1.2 },
    },
  ];
};
