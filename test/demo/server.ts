import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { freePort } from "../../gateway/embedded/port.ts";
import type { Closer } from "../../subgraphs/kernel/process.ts";

type Environment = Record<string, string | undefined>;

export type Server = {
  url: string;
  /** Runs `npm run admin -- …` beside it; the line that it answers. Throws what it complains of. */
  admin(...words: string[]): Promise<string>;
};

const root = fileURLToPath(new URL("../..", import.meta.url));
const runner = join(root, "bin", "run.mjs");

const start = (script: string, words: string[], env: Environment) =>
  spawn(process.execPath, [runner, script, ...words], { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });

const adminWith =
  (env: Environment): Server["admin"] =>
  async (...words) => {
    const child = start("gateway/admin.ts", words, env);
    const lines: string[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => lines.push(String(chunk)));
    const [code] = (await once(child, "close")) as [number | null];
    if (code !== 0) throw new Error(lines.join("").trim());
    return lines.join("").trim().split("\n").at(-1) ?? "";
  };

const hasInbox = async (url: string): Promise<boolean> => {
  try {
    const response = await fetch(`${url}/inbox.json`, { signal: AbortSignal.timeout(1_000) });
    return response.ok && Array.isArray(await response.json());
  } catch {
    return false;
  }
};

/** One that runs already, with the development inbox that the story reads its mail from; null when there is none. */
export const runningServer = async (url: string): Promise<Server | null> =>
  (await hasInbox(url)) ? { url, admin: adminWith(process.env) } : null;

/** Whatever the caller's environment says, this server stands alone: empty is the same as not set. */
const ALONE: Environment = Object.fromEntries(
  [
    ...["NODE_ENV", "PUBLIC_URL", "MONGO_URL", "REDIS_URL", "SMTP_URL", "MAIL_FROM", "SECRET_KEY", "ALLOWED_ORIGINS"],
    ...["ACCOUNT_URL", "CHALLENGE_URL", "TRUSTED_DEVICE_URL", "LOGIN_ACTIVITY_URL", "CLIENT_APPS"],
    ...["GEOIP_CITY_DB", "GEOIP_ASN_DB", "ACCESS_TOKEN_TTL", "CHALLENGE_TTL", "RESEND_INTERVAL"],
  ].map((name) => [name, ""]),
);

/** Starts one with data of its own, and codes that expire while somebody watches. Rejects with what it complains of. */
export const ownServer = async ({ opened }: Pick<Closer, "opened">): Promise<Server> => {
  const dataDir = await mkdtemp(join(tmpdir(), "countersign-demo-"));
  opened(() => rm(dataDir, { recursive: true, force: true }));
  const port = await freePort();
  const env = { ...process.env, ...ALONE, PORT: String(port), DATA_DIR: dataDir, TRUST_PROXY: "1", CODE_TTL: "6s" };
  const child = start("gateway/start.ts", [], env);
  const ended = once(child, "close");
  opened(async () => {
    child.kill("SIGTERM");
    await ended;
  });
  const complaints: string[] = [];
  child.stderr.on("data", (chunk: Buffer) => complaints.push(String(chunk)));
  for await (const line of createInterface(child.stdout))
    if (line === "ready") return { url: `http://localhost:${port}`, admin: adminWith(env) };
  throw new Error(complaints.join("").trim() || "The server ended before it was ready.");
};
