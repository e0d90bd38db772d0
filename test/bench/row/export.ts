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

/** Beside everything else that the process has, and after it has come to its pace. */
const FIRST_PART = 0.1;

/** Reads a whole export of so many rows: how many a second, and the most memory that the server had in its first part and later. */
const download = async ({ gatewayUrl, rows: expected }: ActivityHouse, person: Person) => {
  const { origin } = new URL(gatewayUrl);
  const { exportLoginActivity } = await ask<{ exportLoginActivity: { url: string } }>(gatewayUrl, person, EXPORT);
  let rows = 0;
  const most = { first: 0, later: 0 };
  const look = async (): Promise<void> => {
    const part = rows < FIRST_PART * expected ? "first" : "later";
    most[part] = Math.max(most[part], await memoryOf(origin));
  };
  const watching = setInterval(() => void look(), LOOKS_EVERY_MS);
  const startedAt = performance.now();
  const answer = await fetch(`${origin}${new URL(exportLoginActivity.url).pathname}`);
  if (!answer.body) throw new Error(`the export answered ${answer.status}`);
  for await (const chunk of Readable.fromWeb(answer.body as ReadableStream<Uint8Array>))
    for (const byte of chunk as Uint8Array) if (byte === LINE_END) rows += 1;
  const seconds = (performance.now() - startedAt) / 1_000;
  clearInterval(watching);
  return { rowsASecond: rows / seconds, memory: most };
};

/** An export of everything, and what it costs in memory: however much has been sent, no more. */
export const exportRow = async (stage: ActivityStage, { rounds, activity }: Pace): Promise<Measured[]> => {
  const house = await stage.houseOf(activity.most);
  const analyst = await analystOf(house);
  const figures = await inRounds(rounds, () => download(house, analyst));
  const count = (rows: number) => rows.toLocaleString("en-GB");
  return [
    {
      what: `rows of \`exportLoginActivity\`, ${count(activity.most)} of them`,
      rounds: figures.map((it) => it.rowsASecond),
      unit: "a second",
      target: { atLeast: 10_000 },
    },
    {
      what: `the server's memory at most, while it exports ${count(activity.most)} rows ÷ in the first tenth of it`,
      rounds: figures.map((it) => it.memory.later),
      unit: "MiB",
      ratios: figures.map((it) => it.memory.later / it.memory.first),
      target: { atMost: 1.2 },
    },
  ];
};
