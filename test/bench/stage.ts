import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startMongod } from "../../gateway/embedded/mongod.ts";
import { freePort } from "../../gateway/embedded/port.ts";
import { catchMail, type Mails } from "./mails.ts";

/** The system under load, as an operator runs it: production, each server a process of its own beside one MongoDB. */
export type Stage = {
  /** Everything in one process: what `npm start` starts. */
  gatewayUrl: string;
  /** The same schema and data in one process, without gateway and federation. */
  plainUrl: string;
  mails: Mails;
  close(): Promise<void>;
};

const ROOT = new URL("../../", import.meta.url);
export const TYPESCRIPT = ["--import", "./bin/typescript.mjs"];

type Started = { child: ChildProcess; ready: Promise<void> };

/** Runs Node with these arguments; `ready` once it has printed that line. NODE_OPTIONS=--cpu-prof says where its time goes. */
export const startNode = (args: string[], env: Record<string, string>): Started => {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ready = new Promise<void>((resolve, reject) => {
    child.stdout.on("data", (text: Buffer) => {
      if (/^ready$/m.test(text.toString())) resolve();
    });
    child.once("exit", (code) => reject(new Error(`${args.join(" ")} ended with ${String(code)} before it was ready`)));
  });
  return { child, ready };
};

export const stopNode = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  await once(child, "exit");
};

export const temporaryDirectory = async () => {
  const path = await mkdtemp(join(tmpdir(), "countersign-bench-"));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
};

/** What servers of a measurement stand on: their settings in production, and the MongoDB and mail server that these name. */
export const openGround = async () => {
  const directory = await temporaryDirectory();
  const mongod = await startMongod({ dataDir: directory.path, say: console.error });
  const mails = await catchMail();
  return {
    mails,
    env: {
      NODE_ENV: "production",
      PUBLIC_URL: "https://countersign.example",
      SECRET_KEY: "a root key for nothing but this measurement",
      DATA_DIR: directory.path,
      MONGO_URL: mongod.url,
      SMTP_URL: mails.smtpUrl,
      TRUST_PROXY: "1",
    },
    close: async () => {
      await mails.stop();
      await mongod.stop();
      await directory.remove();
    },
  };
};

export const openStage = async (): Promise<Stage> => {
  const { env, mails, close } = await openGround();
  const [gatewayPort, plainPort] = [await freePort(), await freePort()];
  const gateway = startNode([...TYPESCRIPT, "gateway/start.ts"], { ...env, PORT: String(gatewayPort) });
  await gateway.ready;
  const plain = startNode([...TYPESCRIPT, "test/bench/without-federation.ts"], { ...env, PORT: String(plainPort) });
  await plain.ready;

  return {
    gatewayUrl: `http://127.0.0.1:${gatewayPort}/graphql`,
    plainUrl: `http://127.0.0.1:${plainPort}/graphql`,
    mails,
    close: async () => {
      await Promise.all([gateway.child, plain.child].map(stopNode));
      await close();
    },
  };
};
