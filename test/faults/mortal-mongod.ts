import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { startMongod, type Mongod } from "../../gateway/embedded/mongod.ts";
import { keptPort } from "./port.ts";

const run = promisify(execFile);

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
    /**
     * From now on nothing that it writes fits, as on a disk that is full: no file may grow beyond what it is sure to hold already.
     * By a limit of the process, because a disk of its own can be mounted by few.
     */
    fillDisk: async () => {
      await run("prlimit", ["--pid", String(await pid()), "--fsize=4096:"]);
    },
    isAlive: async () => {
      try {
        process.kill(await pid(), 0);
        return true;
      } catch {
        return false;
      }
    },
    log: () => readFile(join(dataDir, "mongo.log"), "utf8"),
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
