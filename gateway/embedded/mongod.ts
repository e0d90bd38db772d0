import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdir, open } from "node:fs/promises";
import { resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import { logOf, reasonIn } from "./mongod-log.ts";
import { defaultCacheDir, findMongod } from "./mongod-binary.ts";
import { endProcess, endStale, forget, remember } from "./mongod-record.ts";
import { accepts, freePort } from "./port.ts";
import { becomePrimary, REPLICA_SET_ARGS, urlOf } from "./replica-set.ts";

type Needs = { dataDir: string; say: (line: string) => void; port?: number; cacheDir?: string };

export type Mongod = { url: string; stop: () => Promise<void> };

const LISTENS_WITHIN_MS = 60_000;
/** Longer than any answer is waited for; mongod looks every half of it, so a lock is gone within seven and a half. */
const TRANSACTION_LIFE_S = 5;

/**
 * MongoDB for a machine without one: a replica set of one, bound to loopback, its data in `mongo/` under the data directory
 * and its log beside that. Rejects with one line that says why when it cannot start.
 */
export const startMongod = async ({ dataDir, say, port, cacheDir = defaultCacheDir() }: Needs): Promise<Mongod> => {
  const directory = resolve(dataDir);
  const dbPath = resolve(directory, "mongo");
  await mkdir(dbPath, { recursive: true, mode: 0o700 });
  const binary = await findMongod({ cacheDir, say });
  await endStale(directory, dbPath);

  const listensAt = port ?? (await freePort());
  const { mongod, pid } = await launch(binary, directory, argumentsOf(dbPath, listensAt));
  const endWithUs = () => mongod.kill("SIGTERM");
  process.once("exit", endWithUs);

  const sayEnd = () => say(`MongoDB ended by itself (see ${logOf(directory)})`);
  const stop = async () => {
    process.off("exit", endWithUs);
    mongod.off("exit", sayEnd);
    await endProcess(pid);
    await forget(directory, pid);
  };
  const url = urlOf(listensAt);
  const start = async () => {
    await listening(mongod, listensAt);
    await remember(directory, { url, pid, port: listensAt, owner: process.pid });
    await becomePrimary(listensAt);
  };
  try {
    await Promise.race([start(), death(mongod, directory)]);
  } catch (error) {
    await stop();
    throw error;
  }
  mongod.once("exit", sayEnd);
  return { url, stop };
};

const argumentsOf = (dbPath: string, port: number) => [
  ...REPLICA_SET_ARGS,
  ...["--bind_ip", "127.0.0.1", "--port", String(port), "--dbpath", dbPath, "--quiet", "--nounixsocket"],
  // A guest on somebody's machine: little memory, no history for other members, no diagnostics written each second.
  ...["--wiredTigerCacheSizeGB", "0.5", "--oplogSize", "256"],
  ...["--setParameter", "diagnosticDataCollectionEnabled=false"],
  // A process that is killed in the middle of a transaction leaves what it wrote locked until this is over: a minute, unless told.
  ...["--setParameter", `transactionLifetimeLimitSeconds=${TRANSACTION_LIFE_S}`],
  // There is no other member to hand over to, so nothing to wait for at the end.
  ...["--setParameter", "shutdownTimeoutMillisForSignaledShutdown=100"],
];

const launch = async (binary: string, directory: string, args: string[]) => {
  const log = await open(logOf(directory), "w", 0o600);
  try {
    // In a group of its own: a Ctrl-C at the terminal is for the server, which still needs its database to drain.
    const mongod = spawn(binary, args, { detached: true, stdio: ["ignore", log.fd, log.fd] });
    await once(mongod, "spawn");
    if (mongod.pid === undefined) throw new Error(`${binary} did not start`);
    mongod.unref();
    return { mongod, pid: mongod.pid };
  } finally {
    await log.close();
  }
};

const listening = async (mongod: ChildProcess, port: number) => {
  const deadline = performance.now() + LISTENS_WITHIN_MS;
  while (!(await accepts(port))) {
    if (mongod.exitCode !== null || mongod.signalCode) throw new Error("MongoDB ended before it listened");
    if (performance.now() > deadline) throw new Error(`MongoDB does not listen after ${LISTENS_WITHIN_MS / 1_000} s`);
    await pause(15);
  }
};

const death = async (mongod: ChildProcess, directory: string): Promise<never> => {
  await once(mongod, "exit");
  throw new Error(`MongoDB ended at start: ${await reasonIn(logOf(directory))}`);
};
