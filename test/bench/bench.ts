import { redisServer } from "../faults/redis.ts";
import { openActivityStage } from "./activity/activity-stage.ts";
import type { Measured, Pace } from "./measured.ts";
import { people, signInAll } from "./people.ts";
import { activityPageRow } from "./row/activity-page.ts";
import { activityReportRow } from "./row/activity-report.ts";
import { coldStartRow } from "./row/cold-start.ts";
import { exportRow } from "./row/export.ts";
import { federatedRow } from "./row/federated.ts";
import { idleSocketsRow } from "./row/idle-sockets.ts";
import { meRow } from "./row/me.ts";
import { overloadRow } from "./row/overload.ts";
import { reconnectingRow } from "./row/reconnecting.ts";
import { recordingRow } from "./row/recording.ts";
import { seenRow } from "./row/seen.ts";
import { signInRow } from "./row/sign-in.ts";
import { activityStorageRow, storageRow } from "./row/storage.ts";
import { openStage } from "./stage.ts";
import { machine, table } from "./table.ts";

const PACE: Pace = {
  ...{ rounds: 3, seconds: 8, people: 1_000, devices: 10_000, asking: 2_000, warming: 1_000 },
  activity: { few: 100_000, many: 1_000_000, most: 10_000_000 },
};
const QUICK: Pace = {
  ...{ rounds: 3, seconds: 2, people: 200, devices: 1_000, asking: 300, warming: 300 },
  activity: { few: 10_000, many: 50_000, most: 200_000 },
};
const TRUSTED_DEVICES = 50;

/** `npm run bench [-- --quick] [row…]`: each figure through a running system, loaded from this other process. */
const pace = process.argv.includes("--quick") ? QUICK : PACE;
const asked = process.argv.slice(2).filter((it) => !it.startsWith("--"));
const isAsked = (row: string) => asked.length === 0 || asked.includes(row);
const say = (line: string) => process.stderr.write(`${line}\n`);

type Row = (name: string, work: () => Promise<Measured[]>) => Promise<void>;

const onStage = async (row: Row): Promise<void> => {
  if (!["sign-in", "me", "federated", "seen", "overload"].some(isAsked)) return;
  const stage = await openStage();
  try {
    say("signing people up …");
    const kasa = await people(stage, "kasa", pace.people);
    const aginet = await people(stage, "aginet", TRUSTED_DEVICES);
    await row("sign-in", () => signInRow(stage, pace, kasa));
    await row("me", async () => {
      await signInAll(stage, kasa);
      return meRow(stage, pace, kasa);
    });
    await row("federated", () => federatedRow(stage, pace, aginet));
    await row("seen", () => seenRow(stage, pace, aginet));
    await row("overload", () => overloadRow(stage, pace, kasa));
  } finally {
    await stage.close();
  }
};

/** What is asked of a long history. */
const withActivity = async (row: Row): Promise<void> => {
  if (!["activity-page", "activity-report", "export", "recording", "activity-storage"].some(isAsked)) return;
  const stage = await openActivityStage(say);
  try {
    await row("activity-page", () => activityPageRow(stage, pace));
    await row("activity-report", () => activityReportRow(stage, pace));
    await row("recording", () => recordingRow(stage, pace));
    await row("activity-storage", () => activityStorageRow(stage, pace));
    await row("export", () => exportRow(stage, pace));
  } finally {
    await stage.close();
  }
};

/** Apart, live events travel by Redis. */
const withRedis = async (work: (redisUrl: string) => Promise<Measured[]>): Promise<Measured[]> => {
  const redis = await redisServer();
  await redis.start();
  try {
    return await work(redis.url);
  } finally {
    await redis.kill();
  }
};

const measure = async (): Promise<Measured[]> => {
  const lines: Measured[] = [];
  const row: Row = async (name, work) => {
    if (!isAsked(name)) return;
    say(`measuring ${name} …`);
    lines.push(...(await work()));
  };
  await onStage(row);
  await withActivity(row);
  await row("idle", () => idleSocketsRow({ apart: false }, pace));
  await row("idle-apart", () => withRedis((redisUrl) => idleSocketsRow({ apart: true, redisUrl }, pace)));
  await row("reconnecting", () => reconnectingRow(pace));
  await row("storage", () => storageRow(pace));
  await row("cold-start", () => coldStartRow(pace));
  return lines;
};

const lines = await measure();
console.log(`${await machine()}\n\n${table(lines)}`);
