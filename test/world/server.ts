import { fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

import type { Order, Report } from "../world-server.ts";

const PROGRAM = fileURLToPath(new URL("../world-server.ts", import.meta.url));
const ENDS_WITHIN_MS = 15_000;

/** Where pages of ours live, as the server believes. */
export const OUR_ORIGIN = "http://countersign.test";

export type Server = {
  url: string;
  /** What it was started with: for programs of the project that run beside it. */
  env: Record<string, string>;
  /** Turns its clock forward. */
  turn(ms: number): Promise<void>;
  /** Everything that it wrote to its log. */
  log(): string;
  stop(): Promise<void>;
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
};

/** A database of its own on the MongoDB of the run. */
const ownDatabase = (): string => {
  const url = new URL(process.env.TEST_MONGO_URL ?? "");
  url.pathname = `/test-${randomUUID()}`;
  return url.href;
};

const environment = (changes: Record<string, string>): Record<string, string> => ({
  PATH: process.env.PATH ?? "",
  HOME: process.env.HOME ?? "",
  PORT: "0",
  PUBLIC_URL: OUR_ORIGIN,
  MONGO_URL: ownDatabase(),
  DATA_DIR: process.env.TEST_DATA_DIR ?? "",
  SECRET_KEY: randomUUID() + randomUUID(),
  // The test is the proxy in front of it: so a device can be anywhere.
  TRUST_PROXY: "1",
  // Whatever it could ever say: a test reads that nothing of a person is in it.
  LOG_LEVEL: "debug",
  ...changes,
});

/** Starts the product in a process of its own. */
export const startServer = async (changes: Record<string, string> = {}): Promise<Server> => {
  const env = environment(changes);
  const child = fork(PROGRAM, {
    execArgv: ["--import", "./bin/typescript.mjs"],
    env,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let log = "";
  for (const output of [child.stdout, child.stderr])
    output?.setEncoding("utf8").on("data", (text: string) => (log += text));

  const exited = once(child, "exit");
  const hears = async (): Promise<Report> => {
    const [report] = await Promise.race([once(child, "message"), exited]);
    if (typeof report === "object" && report !== null) return report as Report;
    throw new Error(`the server ended: ${log}`);
  };

  const started = await hears();
  if (!("port" in started)) throw new Error("the server did not say its port");
  return {
    url: `http://127.0.0.1:${started.port}`,
    env,
    turn: async (turn) => {
      child.send({ turn } satisfies Order);
      await hears();
    },
    log: () => log,
    kill: async () => {
      child.kill("SIGKILL");
      await exited;
    },
    stop: async () => {
      const overdue = setTimeout(() => child.kill("SIGKILL"), ENDS_WITHIN_MS);
      child.kill("SIGTERM");
      const [code, signal] = await exited;
      clearTimeout(overdue);
      if (code !== 0) throw new Error(`the server did not end well (${code ?? signal}): ${log}`);
    },
  };
};
