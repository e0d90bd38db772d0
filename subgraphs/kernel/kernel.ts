import { mkdir, readFile, writeFile } from "node:fs/promises";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { systemTime, type Time } from "./clock.ts";
import type { Config } from "./config.ts";
import { memoryEvents, redisEvents, type Events } from "./events.ts";
import { databaseTime } from "./database-time.ts";
import { watchHeap, type Heap } from "./heap.ts";
import { createLog, type Log } from "./log.ts";
import { connectMongo, type Mongo } from "./mongo.ts";
import { createMetrics, type Metrics } from "./metrics.ts";
import { mongoOutbox, type Outbox } from "./outbox.ts";
import { noTracing, startTracing, type Tracing } from "./tracing.ts";
import { createSecrets, type Secrets } from "./secret.ts";
import { admissionSeal, identitySeal, type AdmissionSeal, type IdentitySeal } from "./viewer.ts";

/** What every process stands on. */
export type Kernel = {
  config: Config;
  time: Time;
  log: Log;
  mongo: Mongo;
  secrets: Secrets;
  events: Events;
  outbox: Outbox;
  metrics: Metrics;
  heap: Heap;
  tracing: Tracing;
  identities: IdentitySeal;
  admissions: AdmissionSeal;
  close(): Promise<void>;
};

type Needs = { config: Config; mongo: Mongo; rootKey: string; time?: Time; log?: Log; tracing?: Tracing };

export const createKernel = ({
  config,
  mongo,
  rootKey,
  time = systemTime,
  log = createLog("countersign", config.logLevel),
  tracing = noTracing,
}: Needs): Kernel => {
  const secrets = createSecrets(rootKey);
  const onError = (error: Error) => log.warn({ reason: error.name }, "Redis is away; live events wait for it");
  const { afterCommit } = mongo;
  const events = config.redisUrl
    ? redisEvents({ url: config.redisUrl, afterCommit, onError })
    : memoryEvents(afterCommit);
  const metrics = createMetrics();
  const heap = watchHeap(config.nodeOptions);
  const outbox = mongoOutbox({ connection: mongo.connection, secrets, events });
  metrics.gauge("countersign_outbox_oldest_seconds", "How long the oldest message that is due has waited.", () =>
    outbox.waitingSeconds(time.now()),
  );
  return {
    config,
    time,
    log,
    mongo,
    secrets,
    events,
    outbox,
    metrics,
    heap,
    tracing,
    identities: identitySeal({ secrets, now: time.now }),
    admissions: admissionSeal(secrets),
    close: async () => {
      heap.stop();
      await events.close();
      await mongo.close();
      await tracing.close();
    },
  };
};

/** Connects to MongoDB and reads, or makes once, the root key. `ownTime`: instead of MongoDB's, by which all judge. */
export const openKernel = async (config: Config, mongoUrl: string, ownTime?: Time): Promise<Kernel> => {
  const tracing = config.isTraced ? await startTracing() : noTracing;
  const mongo = await connectMongo(mongoUrl, { monitorCommands: tracing.isOn });
  tracing.watch(mongo.connection.getClient());
  const rootKey = await readRootKey(config);
  if (ownTime) return createKernel({ config, mongo, rootKey, time: ownTime, tracing });
  const time = await databaseTime(mongo.connection, systemTime);
  const kernel = createKernel({ config, mongo, rootKey, time, tracing });
  return {
    ...kernel,
    close: async () => {
      time.stop();
      await kernel.close();
    },
  };
};

/** SECRET_KEY, else a key of 256 bits that is made once under DATA_DIR, for its owner's eyes only. */
const readRootKey = async ({ secretKey, dataDir }: Config): Promise<string> => {
  if (secretKey) return secretKey;
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const file = join(dataDir, "secret.key");
  try {
    await writeFile(file, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  return (await readFile(file, "utf8")).trim();
};
