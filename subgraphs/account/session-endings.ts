import type { Connection, mongo } from "mongoose";
import { later, MINUTE, SECOND, type Clock } from "../kernel/clock.ts";
import type { Log } from "../kernel/log.ts";
import type { Ending, SessionEndReason } from "./session.ts";
import { sessionModel, type SessionRow } from "./session.model.ts";

/** What has ended, known to every process that takes access tokens or holds sockets. */
export interface SessionEndings {
  /** Whether the session has ended. Asks MongoDB itself while the stream is silent for too long. */
  hasEnded(sessionId: string): Promise<boolean>;
  onEnding(listener: (ending: Ending) => void): () => void;
  close(): Promise<void>;
}

type Needs = { connection: Connection; accessTokenTtlMs: number; now: Clock; log: Log };
type Ended = Pick<SessionRow, "endReason" | "endedAt">;
type Change = { documentKey: { _id: string }; updateDescription: { updatedFields: Ended } };

/** How long the stream may be away before a token is checked one by one. */
const BLIND_MS = 5 * SECOND;
const HEARTBEAT_MS = SECOND;

/**
 * Follows the collection by a change stream, which sees a majority write about a millisecond after it. What ended while no
 * access token of it can live any more is forgotten. A stream that breaks is resumed, and the gap is read from the collection.
 */
export const watchSessionEndings = async ({
  connection,
  accessTokenTtlMs,
  now,
  log,
}: Needs): Promise<SessionEndings> => {
  const model = sessionModel(connection);
  const ended = new Map<string, Ending & { at: Date }>();
  const listeners = new Set<(ending: Ending) => void>();
  let isClosed = false;
  let stream: mongo.ChangeStream | null = null;
  let seenAt = now().getTime();
  let token: mongo.ResumeToken | undefined;

  const learn = (row: Pick<SessionRow, "_id" | "endReason" | "endedAt">): void => {
    if (!row.endedAt || ended.has(row._id)) return;
    const ending = { sessionId: row._id, reason: row.endReason ?? ("REVOKED" as SessionEndReason) };
    ended.set(row._id, { ...ending, at: now() });
    for (const listener of listeners) listener(ending);
  };

  const catchUp = async (): Promise<void> => {
    const since = later(now(), -(accessTokenTtlMs + MINUTE));
    const rows = await model.find({ endedAt: { $gt: since } }, { endReason: 1, endedAt: 1 }).lean<SessionRow[]>();
    rows.forEach(learn);
  };

  const follow = async (): Promise<void> => {
    const following = model.collection.watch(
      [{ $match: { "updateDescription.updatedFields.endedAt": { $type: "date" } } }],
      { maxAwaitTimeMS: HEARTBEAT_MS, ...(token ? { resumeAfter: token } : {}) },
    ) as unknown as mongo.ChangeStream;
    stream = following;
    await catchUp();
    while (!isClosed) {
      // Returns empty-handed after each heartbeat: that, too, says that nothing was missed.
      const change = (await following.tryNext()) as Change | null;
      seenAt = now().getTime();
      token = following.resumeToken;
      if (change) learn({ ...change.documentKey, ...change.updateDescription.updatedFields });
    }
  };

  const run = async (): Promise<void> => {
    while (!isClosed) {
      try {
        await follow();
      } catch (error) {
        if (isClosed) return;
        log.warn(
          { reason: error instanceof Error ? error.name : "unknown" },
          "the stream of session endings broke; resuming",
        );
        token = undefined;
        await stream?.close().catch(() => undefined);
        await new Promise((resolve) => setTimeout(resolve, SECOND / 2));
      }
    }
  };

  await catchUp();
  const running = run();
  const forgetting = setInterval(() => {
    const before = later(now(), -(accessTokenTtlMs + MINUTE));
    for (const [id, { at }] of ended) if (at < before) ended.delete(id);
  }, MINUTE).unref();

  return {
    hasEnded: async (sessionId) => {
      if (ended.has(sessionId)) return true;
      if (now().getTime() - seenAt < BLIND_MS) return false;
      const row = await model.findById(sessionId, { endedAt: 1 }).lean<SessionRow>();
      return row === null || row.endedAt !== null;
    },
    onEnding: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      isClosed = true;
      clearInterval(forgetting);
      await stream?.close().catch(() => undefined);
      await running;
    },
  };
};
