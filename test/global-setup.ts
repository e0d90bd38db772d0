import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { startMongod, type Mongod } from "../gateway/embedded/mongod.ts";

declare global {
  var testMongod: (Mongod & { dataDir: string }) | undefined;
}

/**
 * One MongoDB for the whole run, found by the tests at TEST_MONGO_URL; each test keeps to a database of its own. What is built
 * once for a machine, such as the index of providers, is built once for the run: in TEST_DATA_DIR.
 */
const setUp = async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "countersign-test-"));
  const mongod = await startMongod({ dataDir, say: console.log });
  // Jest hands nothing else from here to the processes that run the tests.
  process.env.TEST_MONGO_URL = mongod.url;
  process.env.TEST_DATA_DIR = dataDir;
  // A run that is interrupted is not torn down; leaving by process.exit takes the database along.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
  globalThis.testMongod = { ...mongod, dataDir };
};

export default setUp;
