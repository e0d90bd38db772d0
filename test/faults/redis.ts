import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";

import { accepts } from "../../gateway/embedded/port.ts";
import { until } from "../world/until.ts";
import { keptPort } from "./port.ts";

const BINARY = "redis-server";

export const hasRedis = spawnSync(BINARY, ["--version"]).status === 0;

export type Redis = { url: string; start(): Promise<void>; kill(): Promise<void> };

/** A Redis that keeps nothing, on a port of its own. */
export const redisServer = async (): Promise<Redis> => {
  const port = await keptPort();
  const args = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
  let child: ChildProcess | null = null;
  return {
    url: `redis://127.0.0.1:${port}`,
    start: async () => {
      child = spawn(BINARY, args, { stdio: "ignore" });
      await once(child, "spawn");
      await until(() => accepts(port));
    },
    kill: async () => {
      if (!child || child.exitCode !== null || child.signalCode) return;
      const exited = once(child, "exit");
      child.kill("SIGKILL");
      await exited;
    },
  };
};
