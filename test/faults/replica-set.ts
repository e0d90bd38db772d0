import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, open, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import mongoose from "mongoose";

import { defaultCacheDir, findMongod } from "../../gateway/embedded/mongod-binary.ts";
import { eventually } from "./eventually.ts";
import { keptPort } from "./port.ts";

const { MongoClient } = mongoose.mongo;

const run = promisify(execFile);

const NAME = "rs0";
const ELECTS_WITHIN_MS = 40_000;
const ENDS_WITHIN_MS = 20_000;
/** The default is ten seconds; a test that waits for elections waits less. */
const ELECTION_TIMEOUT_MS = 4_000;

/** One mongod of the set. Its data stays while it is dead. */
export type Member = {
  host: string;
  start(): Promise<void>;
  /** Resolves when it is gone. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Frozen: it holds its connections and answers nothing. */
  freeze(): void;
  thaw(): void;
  /**
   * From now on nothing that it writes fits, as on a disk that is full, until it starts anew: no file of its may grow. By a limit of
   * the process, since few may mount a disk. Resolves with how it ended.
   */
  fillDisk(): Promise<NodeJS.Signals | number | null>;
  log(): Promise<string>;
  /** PRIMARY, SECONDARY, ROLLBACK … as it sees itself; null while it does not answer. */
  state(): Promise<string | null>;
};

export type ReplicaSet = {
  url: string;
  members: readonly Member[];
  /** The member that a majority follows, as soon as there is one among those that answer. */
  primary(): Promise<Member>;
  secondaries(): Promise<Member[]>;
  /** Asks the primary to make way for another. */
  stepDown(): Promise<void>;
  stop(): Promise<void>;
};

/** Asks a member itself, whatever it is in the set. */
const ask = async (host: string, command: Record<string, unknown>, withinMs = 1_000) => {
  const client = new MongoClient(`mongodb://${host}/?directConnection=true`, {
    serverSelectionTimeoutMS: withinMs,
    connectTimeoutMS: withinMs,
    socketTimeoutMS: withinMs,
  });
  try {
    return await client.db("admin").command(command);
  } finally {
    await client.close();
  }
};

type Status = { myState: number; members: { stateStr: string; self?: boolean }[] };

const memberOf = async (binary: string, directory: string, oplogMb: number): Promise<Member> => {
  const port = await keptPort();
  const host = `127.0.0.1:${port}`;
  const logFile = join(directory, "log");
  const args = [
    ...["--replSet", NAME, "--bind_ip", "127.0.0.1", "--port", String(port), "--dbpath", directory],
    ...["--quiet", "--nounixsocket", "--wiredTigerCacheSizeGB", "0.25", "--oplogSize", String(oplogMb)],
    ...["--setParameter", "diagnosticDataCollectionEnabled=false"],
    ...["--setParameter", "transactionLifetimeLimitSeconds=5"],
  ];
  let child: ChildProcess | null = null;
  // A run that is cut off leaves none behind, a frozen one no more than the others.
  process.once("exit", () => child?.kill("SIGKILL"));
  await mkdir(directory);
  return {
    host,
    start: async () => {
      const log = await open(logFile, "a");
      // Told that a file is too large, as of a disk that is full, and not killed for it.
      child = spawn("sh", ["-c", `trap "" XFSZ; exec "$0" "$@"`, binary, ...args], {
        stdio: ["ignore", log.fd, log.fd],
      });
      await once(child, "spawn");
      await log.close();
      await eventually(async () => Boolean(await ask(host, { ping: 1 })), ELECTS_WITHIN_MS);
    },
    kill: async (signal = "SIGKILL") => {
      if (!child || child.exitCode !== null || child.signalCode) return;
      const exited = once(child, "exit");
      child.kill("SIGCONT");
      child.kill(signal);
      const overdue = setTimeout(() => child?.kill("SIGKILL"), ENDS_WITHIN_MS);
      await exited;
      clearTimeout(overdue);
    },
    freeze: () => void child?.kill("SIGSTOP"),
    thaw: () => void child?.kill("SIGCONT"),
    fillDisk: async () => {
      if (!child) throw new Error(`${host} does not run`);
      const exited = once(child, "exit");
      await run("prlimit", ["--pid", String(child.pid), "--fsize=4096:"]);
      const [code, signal] = (await exited) as [number | null, NodeJS.Signals | null];
      return signal ?? code;
    },
    log: () => readFile(logFile, "utf8"),
    state: async () => {
      const status = (await ask(host, { replSetGetStatus: 1 }).catch(() => null)) as Status | null;
      return status?.members.find(({ self }) => self)?.stateStr ?? null;
    },
  };
};

type Options = { count?: number; oplogMb?: number };

/** Three members, or as many as are asked for, on this machine, each a process of its own with its own data. */
export const startReplicaSet = async ({ count = 3, oplogMb = 64 }: Options = {}): Promise<ReplicaSet> => {
  const directory = await mkdtemp(join(tmpdir(), "countersign-set-"));
  const binary = await findMongod({ cacheDir: defaultCacheDir(), say: () => undefined });
  const members: Member[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(members.map((it) => it.kill()));
    await rm(directory, { recursive: true, force: true });
  };

  const inState = async (...states: string[]): Promise<Member[]> => {
    const found = await Promise.all(members.map(async (it) => [it, await it.state()] as const));
    return found.filter(([, state]) => states.includes(state ?? "")).map(([it]) => it);
  };
  const primary = async (): Promise<Member> => {
    let found: Member[] = [];
    await eventually(async () => {
      found = await inState("PRIMARY");
      return found.length === 1;
    }, ELECTS_WITHIN_MS);
    return found[0]!;
  };

  try {
    for (let i = 0; i < count; i += 1) members.push(await memberOf(binary, join(directory, String(i)), oplogMb));
    await Promise.all(members.map((it) => it.start()));
    await ask(
      members[0]!.host,
      {
        replSetInitiate: {
          _id: NAME,
          members: members.map(({ host }, i) => ({ _id: i, host })),
          settings: { electionTimeoutMillis: ELECTION_TIMEOUT_MS, heartbeatIntervalMillis: 1_000 },
        },
      },
      ELECTS_WITHIN_MS,
    );
    await primary();
    await eventually(async () => (await inState("SECONDARY")).length === count - 1, ELECTS_WITHIN_MS);
  } catch (error) {
    await stop();
    throw error;
  }

  return {
    ...{ members, primary, stop },
    url: `mongodb://${members.map(({ host }) => host).join(",")}/?replicaSet=${NAME}`,
    secondaries: () => inState("SECONDARY"),
    stepDown: () =>
      // It refuses while nobody else has caught up.
      eventually(async () => {
        const { host } = await primary();
        return Boolean(await ask(host, { replSetStepDown: 20, secondaryCatchUpPeriodSecs: 10 }, 15_000));
      }, ELECTS_WITHIN_MS),
  };
};
