import type { ChildProcess } from "node:child_process";
import { startMongod } from "../../../gateway/embedded/mongod.ts";
import { freePort } from "../../../gateway/embedded/port.ts";
import { DAY, systemTime } from "../../../subgraphs/kernel/clock.ts";
import { readConfig } from "../../../subgraphs/kernel/config.ts";
import { openKernel, type Kernel } from "../../../subgraphs/kernel/kernel.ts";
import { openPorts, rebuildReports, type OpenPorts } from "../../../subgraphs/wiring.ts";
import { catchMail, type Mails } from "../mails.ts";
import { startNode, stopNode, temporaryDirectory } from "../stage.ts";
import { loadActivity } from "./load-activity.ts";
import { loadVerifications } from "./load-verifications.ts";

/** The system over so many rows of activity: its gateway in a process of its own, its stores in this one. */
export type ActivityHouse = {
  rows: number;
  gatewayUrl: string;
  mails: Mails;
  kernel: Kernel;
  ports: OpenPorts;
};

export type ActivityStage = {
  /** The time that the rows are spread over, whole days in UTC. */
  from: Date;
  until: Date;
  /** Loaded at its first use. */
  houseOf(rows: number): Promise<ActivityHouse>;
  close(): Promise<void>;
};

const DAYS = 120;
/** Rows of the activity for each second step that was asked. */
const ROWS_A_VERIFICATION = 10;

/** BENCH_ACTIVITY_DIR keeps what was loaded for the next run, ten million rows being minutes of work. */
const directoryOf = async () => {
  const kept = process.env.BENCH_ACTIVITY_DIR;
  return kept ? { path: kept, remove: () => Promise.resolve() } : temporaryDirectory();
};

type Needs = { mongoUrl: string; dataDir: string; mails: Mails; until: Date; say: (line: string) => void };

const openHouse = async ({ mongoUrl, dataDir, mails, until, say }: Needs, rows: number) => {
  const url = new URL(mongoUrl);
  url.pathname = `/activity-${rows}`;
  const port = await freePort();
  const production = {
    NODE_ENV: "production",
    PUBLIC_URL: "https://countersign.example",
    SECRET_KEY: "a root key for nothing but this measurement",
    DATA_DIR: dataDir,
    MONGO_URL: url.href,
    SMTP_URL: mails.smtpUrl,
    TRUST_PROXY: "1",
    // Older addresses would be cut while it is measured.
    ACTIVITY_IP_DAYS: "400",
  };
  const kernel = await openKernel(readConfig(production), url.href);
  const ports = await openPorts(kernel);
  const collection = kernel.mongo.connection.collection("loginActivities");
  if ((await collection.estimatedDocumentCount()) < rows) {
    await collection.drop();
    await kernel.mongo.connection.collection("verifications").drop();
    await loadVerifications(kernel.mongo.connection, { rows: rows / ROWS_A_VERIFICATION, days: DAYS, until });
    const { rowsASecond } = await loadActivity(kernel.mongo.connection, { rows, days: DAYS, until }, say);
    say(`loaded ${rows.toLocaleString("en-GB")} rows, ${Math.round(rowsASecond).toLocaleString("en-GB")} a second`);
  }
  await kernel.mongo.prepare();
  if ((await kernel.mongo.connection.collection("rollUps").estimatedDocumentCount()) === 0) {
    await rebuildReports(kernel);
    say("rolled up");
  }
  const { child, ready } = startNode(["--import", "./bin/typescript.mjs", "gateway/start.ts"], {
    ...production,
    PORT: String(port),
  });
  await ready;
  const house: ActivityHouse = { rows, gatewayUrl: `http://127.0.0.1:${port}/graphql`, mails, kernel, ports };
  return { house, child };
};

const closeHouse = async ({ house, child }: { house: ActivityHouse; child: ChildProcess }): Promise<void> => {
  await stopNode(child);
  await house.ports.close();
  await house.kernel.close();
};

/** One MongoDB with a database for each number of rows that is asked for. */
export const openActivityStage = async (say: (line: string) => void): Promise<ActivityStage> => {
  const directory = await directoryOf();
  const mongod = await startMongod({ dataDir: directory.path, say: console.error });
  const mails = await catchMail();
  const until = new Date(Math.floor(systemTime.now().getTime() / DAY) * DAY);
  const needs: Needs = { mongoUrl: mongod.url, dataDir: directory.path, mails, until, say };
  const houses = new Map<number, ReturnType<typeof openHouse>>();
  return {
    from: new Date(until.getTime() - DAYS * DAY),
    until,
    houseOf: async (rows) => {
      const opening = houses.get(rows) ?? openHouse(needs, rows);
      houses.set(rows, opening);
      return (await opening).house;
    },
    close: async () => {
      for (const opening of houses.values()) await closeHouse(await opening);
      await mails.stop();
      await mongod.stop();
      await directory.remove();
    },
  };
};
