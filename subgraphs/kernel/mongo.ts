import { AsyncLocalStorage } from "node:async_hooks";
import { Mongoose, type ClientSession, type Connection, type Model, type Schema } from "mongoose";
import { MINUTE } from "./clock.ts";

/** Runs the work as one transaction; work within work joins it. The work may run more than once, so it only touches MongoDB. */
export type Transact = <T>(work: () => Promise<T>) => Promise<T>;

/** Does it once what was written is durable: at the end of the transaction under way, or now where there is none. */
export type AfterCommit = (effect: () => void) => void;

export type Mongo = {
  connection: Connection;
  transact: Transact;
  afterCommit: AfterCommit;
  /** Creates every collection and index that was asked for: before serving, since a transaction cannot wait for an index. */
  prepare(): Promise<void>;
  isReachable(): Promise<boolean>;
  close(): Promise<void>;
};

type UnderWay = { session: ClientSession; effects: (() => void)[] };

const transaction = new AsyncLocalStorage<UnderWay>();

export const afterCommit: AfterCommit = (effect) => {
  const underWay = transaction.getStore();
  if (underWay) underWay.effects.push(effect);
  else effect();
};

/** The session of the transaction under way, for what asks the driver itself. */
export const sessionUnderWay = (): ClientSession | undefined => transaction.getStore()?.session;

/** The database that a connection string names. Not by URL, which reads no list of hosts with their ports. */
const databaseIn = (url: string): string => /^\w+(?:\+srv)?:\/\/[^/]+\/([^?]+)/.exec(url)?.[1] ?? "countersign";

/** How long a member of the set may take to make indexes that it does not have yet. */
const PREPARED_WITHIN_MS = MINUTE;

/** Asks again where the other members are still at it: all of the work may be done twice. */
const untilTaken = async (work: () => Promise<unknown>): Promise<void> => {
  const deadline = performance.now() + PREPARED_WITHIN_MS;
  for (;;)
    try {
      await work();
      return;
    } catch (error) {
      if (!isTooLate(error) || performance.now() > deadline) throw error;
    }
};

/** What was written is there, but no majority has said so in time. */
const isTooLate = (error: unknown): boolean => error instanceof Error && error.name === "MongoWriteConcernError";

export const connectMongo = async (
  url: string,
  options: { database?: string; maxPoolSize?: number; monitorCommands?: boolean } = {},
): Promise<Mongo> => {
  const mongoose = new Mongoose();
  mongoose.set("transactionAsyncLocalStorage", true);
  const connection = await mongoose
    .createConnection(url, {
      dbName: options.database ?? databaseIn(url),
      autoIndex: false,
      autoCreate: false,
      w: "majority",
      journal: true,
      readConcernLevel: "majority",
      serverSelectionTimeoutMS: 5_000,
      // A primary that is frozen, or behind a line that swallows all, is found out after the sum of these two: what waits for it
      // then goes to the next one. By the driver's own times it would be forty seconds, for which no letter leaves.
      heartbeatFrequencyMS: 4_000,
      connectTimeoutMS: 4_000,
      wtimeoutMS: 5_000,
      maxPoolSize: options.maxPoolSize ?? 50,
      monitorCommands: options.monitorCommands ?? false,
    })
    .asPromise();

  const transact: Transact = async (work) => {
    if (transaction.getStore()) return work();
    let effects: (() => void)[] = [];
    const result = await connection.transaction(
      (session) => {
        effects = [];
        return transaction.run({ session, effects }, work);
      },
      { readConcern: { level: "snapshot" }, writeConcern: { w: "majority", j: true }, readPreference: "primary" },
    );
    for (const effect of effects) effect();
    return result;
  };

  return {
    connection,
    transact,
    afterCommit,
    prepare: async () => {
      await Promise.all(
        Object.values(connection.models).map(async (model) => {
          await untilTaken(() => model.createCollection());
          await untilTaken(() => model.createIndexes());
        }),
      );
    },
    isReachable: async () => {
      try {
        await connection.db?.admin().command({ ping: 1 }, { timeoutMS: 2_000 });
        return true;
      } catch {
        return false;
      }
    },
    close: () => connection.close(),
  };
};

/** The model of this name, made once a connection: a port and its subgraph may both ask for it. */
export const modelOf = <T>(connection: Connection, name: string, schema: Schema<T>, collection: string): Model<T> =>
  (connection.models[name] as Model<T> | undefined) ?? connection.model<T>(name, schema, collection);

/** E11000: a unique index refused the write. */
export const isDuplicateKey = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === 11_000;
