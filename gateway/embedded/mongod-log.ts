import { readFile } from "node:fs/promises";
import { join } from "node:path";

export const logOf = (directory: string) => join(directory, "mongo.log");

/** Why mongod ended, in one line: its last error, else the last thing it wrote (which a loader's complaint is too). */
export const reasonIn = async (log: string) => {
  const lines = (await readFile(log, "utf8").catch(() => "")).trim().split("\n");
  const reason = lines.findLast((line) => line.includes('"s":"E"')) ?? lines.at(-1) ?? "";
  return `${inWords(reason).slice(0, 400)} (see ${log})`;
};

/** Of a mongod's structured log, what tells a reason. */
type LogLine = { msg?: string; attr?: { error?: unknown; message?: unknown } };

const inWords = (line: string): string => {
  try {
    const { msg = "", attr } = JSON.parse(line) as LogLine;
    const detail = attr?.error ?? attr?.message ?? attr ?? "";
    return `${msg} ${typeof detail === "string" ? detail : JSON.stringify(detail)}`;
  } catch {
    return line;
  }
};
