import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

const GONE_WITHIN_MS = 10_000;
const POLL_MS = 10;

/** Where a running mongod is written down, `{ url, pid, port, owner }`, so that a command beside the server finds it. */
const recordOf = (directory: string) => join(directory, "mongod.json");

type Record = { url: string; pid: number; port: number; owner: number };

export const remember = (directory: string, record: Record) => writeFile(recordOf(directory), JSON.stringify(record));

/** Removes the record, unless it has become another mongod's. */
export const forget = async (directory: string, pid: number) => {
  if ((await readRecord(directory))?.pid === pid) await rm(recordOf(directory), { force: true });
};

/**
 * Ends a mongod whose server was killed and left it behind with the lock on the data. One whose server lives is given the
 * time to go with it, as when a restart overtakes the drain; it is never taken away from it.
 */
export const endStale = async (directory: string, dbPath: string) => {
  // mongod's own lock names it even when its server died before it could write the record.
  const pid = Number(await readFile(join(dbPath, "mongod.lock"), "utf8").catch(() => ""));
  if (!pid || !(await isMongodOn(pid, dbPath))) return;
  const record = await readRecord(directory);
  const owner = record?.pid === pid && record.owner !== process.pid ? record.owner : null;
  const deadline = performance.now() + GONE_WITHIN_MS;
  while (owner && isAlive(owner) && isAlive(pid)) {
    if (performance.now() > deadline) throw new Error(`${directory} is in use by another server (process ${owner})`);
    await pause(POLL_MS);
  }
  await endProcess(pid);
  await forget(directory, pid);
};

const readRecord = async (directory: string): Promise<Record | null> => {
  try {
    return JSON.parse(await readFile(recordOf(directory), "utf8")) as Record;
  } catch {
    return null;
  }
};

/** A process id is soon given to somebody else, so the command line has to name the data as well. */
const isMongodOn = async (pid: number, dbPath: string) => {
  const command = await readFile(`/proc/${pid}/cmdline`, "utf8")
    .catch(async () => (await run("ps", ["-o", "command=", "-p", String(pid)])).stdout)
    .catch(() => "");
  return command.includes("mongod") && command.includes(dbPath);
};

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
};

/** Dead, but never collected by its parent, as in a container whose first process collects nobody. */
const isZombie = (pid: number) => {
  try {
    return /\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
};

/** Asks first, so that it writes its checkpoint, and after ten seconds does not ask again. Resolves when it is gone. */
export const endProcess = async (pid: number) => {
  if (isAlive(pid)) process.kill(pid, "SIGTERM");
  const deadline = performance.now() + GONE_WITHIN_MS;
  while (isAlive(pid)) {
    if (performance.now() > deadline) process.kill(pid, "SIGKILL");
    await pause(POLL_MS);
  }
};
