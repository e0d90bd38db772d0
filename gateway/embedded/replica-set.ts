import { setTimeout as pause } from "node:timers/promises";

import mongoose from "mongoose";

const { MongoClient, MongoServerError } = mongoose.mongo;

const NAME = "rs0";
const NOT_YET_INITIALIZED = 94;
const PRIMARY_WITHIN_MS = 30_000;
const POLL_MS = 15;

export const REPLICA_SET_ARGS = ["--replSet", NAME];

/**
 * Direct, because a set of one has nothing to discover: no second look-up at connect and no trust in the host it was once
 * configured with. Transactions and change streams work the same.
 */
export const urlOf = (port: number) => `mongodb://127.0.0.1:${port}/?replicaSet=${NAME}&directConnection=true`;

type SetConfig = { version: number; members: [{ host: string }] };

/** Makes the mongod at `port` the primary of a set of one, whatever its data says: nothing yet, or a set on another port. */
export const becomePrimary = async (port: number) => {
  // Asked without the set's name: a mongod that has not been told it yet would not be selected.
  const client = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, {
    serverSelectionTimeoutMS: 5_000,
  });
  const admin = client.db("admin");
  const member = { _id: 0, host: `127.0.0.1:${port}` };

  /** What is missing; told again each time round, since the set may not have read its own configuration yet. */
  const nudge = async () => {
    try {
      const { config } = (await admin.command({ replSetGetConfig: 1 })) as unknown as { config: SetConfig };
      const [only] = config.members;
      if (only.host === member.host) return;
      const moved = { ...config, version: config.version + 1, members: [{ ...only, host: member.host }] };
      await admin.command({ replSetReconfig: moved, force: true });
    } catch (error) {
      if (!(error instanceof MongoServerError)) throw error;
      if (error.code === NOT_YET_INITIALIZED) await initiate();
    }
  };
  const initiate = () =>
    admin.command({ replSetInitiate: { _id: NAME, members: [member] } }).catch((error: unknown) => {
      if (!(error instanceof MongoServerError)) throw error;
    });

  try {
    const deadline = performance.now() + PRIMARY_WITHIN_MS;
    while (performance.now() < deadline) {
      const { isWritablePrimary } = await admin.command({ hello: 1 });
      if (isWritablePrimary) return;
      await nudge();
      await pause(POLL_MS);
    }
    throw new Error(`MongoDB did not become primary within ${PRIMARY_WITHIN_MS / 1_000} s`);
  } finally {
    await client.close();
  }
};
