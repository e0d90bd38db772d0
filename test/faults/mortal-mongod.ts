import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { startMongod, type Mongod } from "../../gateway/embedded/mongod.ts";
import { keptPort } from "./port.ts";

/** A MongoDB of a file's own, which may be killed and comes back on the same data, or on those that it once had. */
export const mortalMongod = async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "countersign-faults-"));
  const [data, kept] = [join(dataDir, "mongo"), join(dataDir, "kept")];
  const port = await keptPort();
  const start = () => startMongod({ dataDir, port, say: () => undefined });
  let mongod: Mongod = await start();
  const pid = async () => (JSON.parse(await readFile(join(dataDir, "mongod.json"), "utf8")) as { pid: number }).pid;
  const signal = async (name: NodeJS.Signals) => void process.kill(await pid(), name);
  return {
    ...{ url: mongod.url, signal },
    restart: async () => {
      mongod = await start();
    },
    /** A snapshot of its files, all of one moment. */
    backUp: async () => {
      await signal("SIGSTOP");
      await cp(data, kept, { recursive: true });
      await signal("SIGCONT");
    },
    restore: async () => {
      await mongod.stop();
      await rm(data, { recursive: true });
      await cp(kept, data, { recursive: true });
      mongod = await start();
    },
    stop: async () => {
      await mongod.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};
