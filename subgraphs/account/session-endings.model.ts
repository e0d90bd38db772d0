import type { Connection, mongo } from "mongoose";
import { later, MINUTE, SECOND, type Clock } from "../kernel/clock.ts";
import type { Log } from "../kernel/log.ts";
import { onEndedHere, sessionModel, type SessionRow } from "./session.model.ts";
import { SESSION_END_REASONS, type Ending } from "./session.ts";

/** What has ended, known to every process that takes access tokens or holds sockets. */
export interface SessionEndings {
  /** Whether the session has ended. Asks MongoDB itself while the stream is silent for too long. */
  hasEnded(sessionId: string): Promise<boolean>;
  onEnding(listener: (ending: Ending) => void): () => void;
  close(): Promise<void>;
}

type Needs = { connection: Connection; accessTokenTtlMs: number; now: Clock; log: Log };
type EndedRow = Pick<SessionRow, "_id" | "endReason" | "endedAt">;
type Change = { documentKey: { _id: string }; updateDescription: { updatedFields: Omit<EndedRow, "_id"> } };

/**
 * How long the stream may be silent before each token is asked for: "within a second" holds for a gateway that sees nothing as
 * well. A stream that is there says so four times as often.
 */
const BLIND_MS = SECOND;
const HEARTBEAT_MS = SECOND / 4;
const RETRY_MS = SECOND / 2;
/** A MongoDB that is asked about a token and silent for so long is away: whoever shows the token is refused for now. */
const ANSWERS_WITHIN_MS = 2 * SECOND;

/**
 * Follows the collection by a change stream, which sees a majority write about a millisecond after it. What ended while no
 * access token of it can live any more is forgotten. A stream that breaks is opened anew, and the gap is read from the
 * collection.
 */
export const watchSessionEndings = async ({
  connection,
  accessTokenTtlMs,
  now,
  log,
}: Needs): Promise<SessionEndings> => {
  const model = sessionModel(connection);
  const ended = new Map<string, Date>();
  const listeners = new Set<(ending: Ending) => void>();
  const rememberedSince = () => later(now(), -(accessTokenTtlMs + MINUTE));
  let seenAt = now().getTime();

  const hear = (ending: Ending): void => {
    if (ended.has(ending.sessionId)) return;
    ended.set(ending.sessionId, now());
    for (const listener of listeners) listener(ending);
  };
  const learn = ({ _id, endReason, endedAt }: EndedRow): void => {
    // Whatever else may stand there, it has ended.
    const reason = SESSION_END_REASONS.find((it) => it === endReason) ?? "REVOKED";
    if (endedAt) hear({ sessionId: _id, reason });
  };
  const stopHearing = onEndedHere(connection, hear);
  const catchUp = async (): Promise<void> => {
    const since = { endedAt: { $gt: rememberedSince() } };
    for (const row of await model.find(since, { endReason: 1, endedAt: 1 }).lean<EndedRow[]>()) learn(row);
  };
  const following = follow(model.collection, {
    now,
    onOpen: catchUp,
    onBeat: (until) => (seenAt = until.getTime()),
    onChange: ({ documentKey, updateDescription }) => learn({ ...documentKey, ...updateDescription.updatedFields }),
    onBreak: (reason) => {
      // Blind from now on, and known to be: each token is asked for until the stream is back.
      seenAt = 0;
      log.warn({ reason }, "the stream of session endings broke; opening it anew");
    },
  });
  const forgetting = setInterval(() => {
    for (const [id, at] of ended) if (at < rememberedSince()) ended.delete(id);
  }, MINUTE).unref();

  await catchUp();
  return {
    hasEnded: async (sessionId) => {
      if (ended.has(sessionId)) return true;
      if (now().getTime() - seenAt < BLIND_MS) return false;
      const row = await ask(model, sessionId);
      // What was learned while MongoDB answered counts as well: it may be newer than the answer.
      return ended.has(sessionId) || row?.endedAt !== null;
    },
    onEnding: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      clearInterval(forgetting);
      stopHearing();
      await following.close();
    },
  };
};

/** By the driver itself, which can be told when to give up: its own patience is longer than a client's. */
const ask = ({ collection }: ReturnType<typeof sessionModel>, sessionId: string) =>
  collection.findOne<Pick<SessionRow, "endedAt">>(
    { _id: sessionId as never },
    { projection: { endedAt: 1 }, signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) },
  );

type Following = {
  onOpen: () => Promise<void>;
  /**
   * After each answer of the stream, empty or not: nothing was missed until it was asked. Not until now: an answer lies as long
   * as this process is frozen, and is read as if it were new.
   */
  onBeat: (until: Date) => void;
  onChange: (change: Change) => void;
  onBreak: (reason: string) => void;
  now: Clock;
};

type SessionCollection = ReturnType<typeof sessionModel>["collection"];

/** Reads the stream of endings until closed; whatever breaks it, it is opened again. */
const follow = (collection: SessionCollection, { onOpen, onBeat, onChange, onBreak, now }: Following) => {
  const closing = new AbortController();
  let stream: mongo.ChangeStream | null = null;

  const read = async (): Promise<void> => {
    stream = collection.watch([{ $match: { "updateDescription.updatedFields.endedAt": { $type: "date" } } }], {
      maxAwaitTimeMS: HEARTBEAT_MS,
    });
    // Opened first and caught up after, so that nothing ends between the two unseen.
    let askedAt = now();
    let change = (await stream.tryNext()) as Change | null;
    await onOpen();
    while (!closing.signal.aborted) {
      onBeat(askedAt);
      if (change) onChange(change);
      askedAt = now();
      change = (await stream.tryNext()) as Change | null;
    }
  };
  const run = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      try {
        await read();
      } catch (error) {
        // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- it may have been closed while it read
        if (closing.signal.aborted) return;
        onBreak(error instanceof Error ? error.name : "unknown");
        await stream?.close().catch(() => undefined);
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  };
  const running = run();
  return {
    close: async () => {
      closing.abort();
      await stream?.close().catch(() => undefined);
      await running;
    },
  };
};
