import type { Connection } from "mongoose";
import { startMongod } from "../../../gateway/embedded/mongod.ts";
import { connectMongo } from "../../../subgraphs/kernel/mongo.ts";
import type { ActivityStage } from "../activity/activity-stage.ts";
import type { Measured, Pace } from "../measured.ts";
import { seedDevices } from "../seed-devices.ts";
import { temporaryDirectory } from "../stage.ts";

/** What is below holds what does not grow with accounts. */
const LEAST_BYTES_AN_ACCOUNT = 50;

const line = (what: string, figure: number, unit: string): Measured => ({
  ...{ what: `on the disk: ${what}`, rounds: [figure], unit, target: null },
});

/** Of each collection, indexes and all, after compression. */
const bytesOf = async ({ db }: Connection): Promise<{ name: string; bytes: number }[]> => {
  if (!db) throw new Error("MongoDB is gone");
  // Until it is written out, most of it is in the journal alone.
  await db.admin().command({ fsync: 1 });
  const collections = await db.listCollections({}, { nameOnly: true }).toArray();
  return Promise.all(
    collections.map(async ({ name }) => {
      const { storageSize, totalIndexSize } = await db.command({ collStats: name });
      return { name, bytes: Number(storageSize) + Number(totalIndexSize) };
    }),
  );
};

/** What an account with one trusted device and one session takes. */
export const storageRow = async ({ devices: accounts }: Pace): Promise<Measured[]> => {
  const directory = await temporaryDirectory();
  const mongod = await startMongod({ dataDir: directory.path, say: console.error });
  try {
    const secret = "a root key for nothing but this measurement";
    const env = { DATA_DIR: directory.path, MONGO_URL: mongod.url, SECRET_KEY: secret };
    await seedDevices({ env, devices: accounts, asking: 0 });
    const mongo = await connectMongo(mongod.url);
    const each = (await bytesOf(mongo.connection)).map(({ name, bytes }) => ({ name, bytes: bytes / accounts }));
    await mongo.close();
    const grown = each
      .filter(({ bytes }) => bytes >= LEAST_BYTES_AN_ACCOUNT)
      .toSorted((one, other) => other.bytes - one.bytes);
    const all = grown.reduce((sum, { bytes }) => sum + bytes, 0);
    return [
      line("an account with one trusted device and one session", all, "bytes"),
      ...grown.map(({ name, bytes }) => line(`of that in \`${name}\``, bytes, "bytes")),
    ];
  } finally {
    await mongod.stop();
    await directory.remove();
  }
};

/** What a row of the activity takes, and what reports keep of each day. */
export const activityStorageRow = async (stage: ActivityStage, { activity }: Pace): Promise<Measured[]> => {
  const { kernel, rows } = await stage.houseOf(activity.few);
  const each = new Map((await bytesOf(kernel.mongo.connection)).map(({ name, bytes }) => [name, bytes]));
  const days = (stage.until.getTime() - stage.from.getTime()) / (24 * 60 * 60 * 1_000);
  return [
    line("a row of the activity", (each.get("loginActivities") ?? NaN) / rows, "bytes"),
    line("roll-ups of a day", (each.get("rollUps") ?? NaN) / days / 2 ** 20, "MiB"),
  ];
};
