import { connectMongo } from "../../../subgraphs/kernel/mongo.ts";
import { startMongod } from "../../../gateway/embedded/mongod.ts";
import type { Measured, Pace } from "../measured.ts";
import { seedDevices } from "../seed-devices.ts";
import { temporaryDirectory } from "../stage.ts";

/** What is below holds what does not grow with accounts. */
const LEAST_BYTES_AN_ACCOUNT = 50;

/** What an account with one trusted device and one session takes on the disk, indexes and all, after compression. */
export const storageRow = async ({ devices: accounts }: Pace): Promise<Measured[]> => {
  const directory = await temporaryDirectory();
  const mongod = await startMongod({ dataDir: directory.path, say: console.error });
  try {
    const secret = "a root key for nothing but this measurement";
    const env = { DATA_DIR: directory.path, MONGO_URL: mongod.url, SECRET_KEY: secret };
    await seedDevices({ env, devices: accounts, asking: 0 });
    const mongo = await connectMongo(mongod.url);
    const { db } = mongo.connection;
    if (!db) throw new Error("MongoDB is gone");
    // Until it is written out, most of it is in the journal alone.
    await db.admin().command({ fsync: 1 });
    const collections = await db.listCollections({}, { nameOnly: true }).toArray();
    const lines = await Promise.all(
      collections.map(async ({ name }) => {
        const { storageSize, totalIndexSize } = await db.command({ collStats: name });
        return { name, bytes: (Number(storageSize) + Number(totalIndexSize)) / accounts };
      }),
    );
    await mongo.close();
    const grown = lines
      .filter(({ bytes }) => bytes >= LEAST_BYTES_AN_ACCOUNT)
      .toSorted((one, two) => two.bytes - one.bytes);
    const line = (what: string, bytes: number): Measured => ({
      ...{ what: `on the disk an account, ${what}`, rounds: [bytes], unit: "bytes", target: null },
    });
    return [
      line(
        "all",
        grown.reduce((sum, { bytes }) => sum + bytes, 0),
      ),
      ...grown.map(({ name, bytes }) => line(`\`${name}\``, bytes)),
    ];
  } finally {
    await mongod.stop();
    await directory.remove();
  }
};
