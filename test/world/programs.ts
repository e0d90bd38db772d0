import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

const RUN = fileURLToPath(new URL("../../bin/run.mjs", import.meta.url));

/** Runs a program of the project to its end, as its npm script does. */
export const runProgram = async (script: string, args: string[], env: Record<string, string>) => {
  const child = spawn(process.execPath, [RUN, script, ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
  const [output, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
  return { code: code as number | null, output, errors };
};
