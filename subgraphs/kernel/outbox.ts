import { randomInt } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { Schema, type Connection } from "mongoose";
import { later, MINUTE, SECOND, type Time } from "./clock.ts";
import type { Events } from "./events.ts";
import { newId } from "./id.ts";
import type { Log } from "./log.ts";
import { modelOf } from "./mongo.ts";
import { readsOf } from "./reads.ts";
import type { Secrets } from "./secret.ts";

export type Channel = "MAIL" | "SMS" | "PUSH";

/** What is to leave. `data` is for pushes. */
export type Message = {
  channel: Channel;
  to: string;
  subject: string;
  text: string;
  html?: string;
  data?: Record<string, string>;
  /** A push that tells why its device was signed out: it leaves although nobody is signed in there any more. */
  isFarewell?: boolean;
  /** After this moment nobody wants it any more: the life of the code in it. */
  staleAt: Date;
  /** Of which flow it is a delivery. */
  challengeId?: string;
  /** Nothing is kept of it once it has left or failed. */
  leavesNoTrace?: boolean;
};

/**
 * To whom a letter is addressed that is written for the sake of its work alone, stale from the start: no mailer ever takes it.
 * So an address that nobody has is like any other to whoever looks at the time of an answer.
 */
export const NOBODY = "nobody";

export type Delivery = { channel: Channel; state: "QUEUED" | "SENT" | "FAILED"; at: Date };

/** Messages that leave once the transaction that wrote them is durable, and are not lost by a crash. */
export interface Outbox {
  /** Joins the transaction under way. */
  put(message: Message, at: Date): Promise<void>;
  /** Forgets every message to these, left or not. Joins the transaction. */
  forget(to: string[]): Promise<void>;
  /** Gives up whatever has not left; how many. */
  giveUp(at: Date): Promise<number>;
  /** What became of the messages of these flows, oldest first. */
  deliveriesOf(challengeIds: string[]): Promise<(Delivery & { challengeId: string })[]>;
  /** How long the message that is due longest has waited; 0 where none is. */
  waitingSeconds(at: Date): Promise<number>;
}

type Row = Delivery & {
  _id: string;
  /** Null where it is sealed with the content: a row is kept for a month, and no phone number may lie in it. */
  to: string | null;
  challengeId: string | null;
  leavesNoTrace: boolean;
  /** The content, readable only until it was sent: a code may be in it. */
  sealed: string | null;
  attempts: number;
  dueAt: Date;
  staleAt: Date;
};

const schema = new Schema<Row>(
  {
    _id: { type: String, required: true },
    channel: { type: String, required: true },
    to: { type: String, default: null },
    state: { type: String, required: true },
    at: { type: Date, required: true },
    challengeId: { type: String, default: null },
    leavesNoTrace: { type: Boolean, default: false },
    sealed: { type: String, default: null },
    attempts: { type: Number, default: 0 },
    dueAt: { type: Date, required: true },
    staleAt: { type: Date, required: true },
  },
  { versionKey: false },
);
schema.index({ state: 1, dueAt: 1 });
schema.index({ challengeId: 1, at: 1 }, { partialFilterExpression: { challengeId: { $type: "string" } } });
// Rows are support's evidence for a month; expiry of what is in them is `staleAt`, checked when one is taken.
schema.index({ at: 1 }, { expireAfterSeconds: 30 * 24 * 60 * 60 });

/** Of the flows that one question is about. */
const MOST_DELIVERIES = 500;
const TOPIC = "outbox";
const LEASE_MS = 30 * SECOND;
/** A try is given up before its lease ends and another sender takes the message. */
const LONGEST_TRY_MS = 20 * SECOND;
const POLL_MS = SECOND;
const LONGEST_PAUSE_MS = 5 * MINUTE;
/** Of a channel: a mail server that doesn't answer holds back no push. */
const AT_ONCE = 8;

type OutboxNeeds = { connection: Connection; secrets: Secrets; events: Events };

export const mongoOutbox = ({ connection, secrets, events }: OutboxNeeds): Outbox => {
  const model = modelOf(connection, "OutboxMessage", schema, "outbox");
  const reads = readsOf<Row>(model);
  return {
    put: async ({ channel, to, staleAt, challengeId, leavesNoTrace = false, ...content }, at) => {
      const id = newId();
      const isPrivate = channel === "SMS";
      const sealed = secrets.seal("outbox", JSON.stringify(isPrivate ? { ...content, to } : content), id);
      const row = {
        channel,
        to: isPrivate ? null : to,
        state: "QUEUED" as const,
        at,
        challengeId: challengeId ?? null,
        leavesNoTrace,
        sealed,
        dueAt: at,
        staleAt,
      };
      await model.insertMany([{ _id: id, ...row, attempts: 0 }], { lean: true });
      events.publish(TOPIC, channel);
    },
    waitingSeconds: async (at) => {
      const [row] = await model
        .find({ state: "QUEUED", dueAt: { $lte: at } }, { dueAt: 1 })
        .sort({ dueAt: 1 })
        .limit(1)
        .lean();
      return row ? (at.getTime() - row.dueAt.getTime()) / SECOND : 0;
    },
    giveUp: async (at) =>
      (await model.updateMany({ state: "QUEUED" }, { state: "FAILED", at, sealed: null })).modifiedCount,
    forget: async (to) => {
      await model.deleteMany({ to: { $in: to } });
    },
    deliveriesOf: async (challengeIds) => {
      const filter = { challengeId: { $in: challengeIds } };
      const rows = await reads.all({ filter, sort: { at: 1 }, limit: MOST_DELIVERIES });
      return rows.map(({ channel, state, at, challengeId }) => ({
        channel,
        state,
        at,
        challengeId: challengeId ?? "",
      }));
    },
  };
};

/** What became of a try. */
export type Handover =
  | { kind: "TAKEN" }
  /** It will never be taken: nobody is there, or it is not wanted as it is. */
  | { kind: "REFUSED"; reason: string }
  /** The other side says when to come again; null: after a pause that grows. */
  | { kind: "NOT_NOW"; reason: string; notBefore: Date | null };

/** A message on its way out, under the same id at each try; `attempts`: tries so far, this one included. */
export type Outgoing = Omit<Message, "challengeId" | "leavesNoTrace"> & { id: string; attempts: number };

/** Hands one message over. Whatever it throws means NOT_NOW. */
export type Transport = (message: Outgoing) => Promise<Handover>;

/** Twice as long after each try, and never in step with the other messages of an outage. */
const pauseAfter = (attempts: number): number =>
  Math.min(2 ** attempts * SECOND, LONGEST_PAUSE_MS) * (randomInt(75, 125) / 100);

const handOver = async (
  { _id, channel, to, staleAt, sealed, attempts }: Row,
  { transports, secrets, isWanted }: Pick<SenderNeeds, "transports" | "secrets" | "isWanted">,
): Promise<Handover> => {
  const transport = transports[channel];
  if (sealed === null || !transport) return { kind: "REFUSED", reason: "nothing to send, or no way" };
  try {
    const content = JSON.parse(secrets.open("outbox", sealed, _id)) as Pick<Message, "to" | "subject" | "text">;
    const message = { ...content, id: _id, to: to ?? content.to, channel, staleAt, attempts };
    if (isWanted && !(await isWanted(message))) return { kind: "REFUSED", reason: "nobody wants it any more" };
    return await inTime(transport(message), LONGEST_TRY_MS);
  } catch (error) {
    return { kind: "NOT_NOW", reason: nameOf(error), notBefore: null };
  }
};

/** In an outage each message meets the same trouble again and again: it is told once, until the channel takes one. */
const troublesFor = (log: Log) => {
  const told = new Map<Channel, Set<string>>();
  return {
    tell: ({ channel, attempts }: Row, reason: string) => {
      const known = told.get(channel) ?? new Set();
      if (!known.has(reason)) log.warn({ channel, attempts, reason }, "a message was not taken; trying again");
      told.set(channel, known.add(reason));
    },
    end: (channel: Channel) => void told.delete(channel),
  };
};

type SenderNeeds = OutboxNeeds & {
  transports: Partial<Record<Channel, Transport>>;
  /** Asked right before each try: it may have lost its meaning while it waited. */
  isWanted?: (message: Outgoing) => Promise<boolean>;
  time: Time;
  log: Log;
};

type Slots = Pick<ReturnType<typeof slotsOf>, "withRoom" | "ids">;

/** Takes one message that is due, under a lease, and sees to what becomes of it. */
const courier = (needs: SenderNeeds) => {
  const { connection, time, log } = needs;
  const model = modelOf(connection, "OutboxMessage", schema, "outbox");
  const troubles = troublesFor(log);

  const settle = async ({ _id, leavesNoTrace }: Row, state: Delivery["state"]): Promise<void> => {
    if (leavesNoTrace) await model.deleteOne({ _id });
    else await model.updateOne({ _id, state: "QUEUED" }, { state, at: time.now(), sealed: null });
  };

  const postpone = async (row: Row, notBefore: Date | null): Promise<void> => {
    const dueAt = notBefore ?? later(time.now(), pauseAfter(row.attempts));
    // Whoever waits for it learns now, and not at its end, that it won't come.
    if (dueAt >= row.staleAt) await settle(row, "FAILED");
    else await model.updateOne({ _id: row._id, state: "QUEUED" }, { dueAt });
  };

  return {
    take: (slots: Slots, at: Date) =>
      model
        .findOneAndUpdate(
          {
            ...{ state: "QUEUED", dueAt: { $lte: at } },
            // Its lease may have ended while this very process was held up.
            _id: { $nin: slots.ids() },
            // What is stale is taken whatever its channel, also where nothing sends by it: a code must not lie here for a month.
            $or: [{ channel: { $in: slots.withRoom() } }, { staleAt: { $lte: at } }],
          },
          { $set: { dueAt: later(at, LEASE_MS) }, $inc: { attempts: 1 } },
          { sort: { dueAt: 1 }, returnDocument: "after" },
        )
        .lean<Row>(),
    send: async (row: Row): Promise<void> => {
      if (row.staleAt <= time.now()) return settle(row, "FAILED");
      const handover = await handOver(row, needs);
      switch (handover.kind) {
        case "TAKEN":
          troubles.end(row.channel);
          return settle(row, "SENT");
        case "REFUSED":
          log.warn({ channel: row.channel, attempts: row.attempts, reason: handover.reason }, "a message was refused");
          return settle(row, "FAILED");
        case "NOT_NOW":
          troubles.tell(row, handover.reason);
          return postpone(row, handover.notBefore);
      }
    },
  };
};

/** What this process is sending. `onRoom`: a channel that was full has a place again. */
const slotsOf = (channels: Channel[], onRoom: () => void) => {
  const underWay = new Map<string, { channel: Channel; sending: Promise<void> }>();
  const isFull = (channel: Channel): boolean =>
    [...underWay.values()].filter((it) => it.channel === channel).length >= AT_ONCE;
  return {
    withRoom: () => channels.filter((channel) => !isFull(channel)),
    ids: () => [...underWay.keys()],
    hold: ({ _id, channel }: Row, sending: Promise<void>): void => {
      underWay.set(_id, { channel, sending });
      void sending.then(() => {
        const wasFull = isFull(channel);
        underWay.delete(_id);
        if (wasFull) onRoom();
      });
    },
    allArrived: () => Promise.all([...underWay.values()].map(({ sending }) => sending)),
  };
};

/** Sends what is due until stopped. Many may run: a lease keeps each message with one of them. */
export const startSender = (needs: SenderNeeds) => {
  const { events, transports, time, log } = needs;
  const { take, send } = courier(needs);
  let isStopping = false;
  let hasNews = false;
  let wake = (): void => undefined;
  const lookAgain = (): void => {
    hasNews = true;
    wake();
  };
  const slots = slotsOf(Object.keys(transports) as Channel[], lookAgain);
  const unsubscribe = events.subscribe(TOPIC, lookAgain);
  const tellOfTrouble = (error: unknown): void =>
    log.warn({ reason: nameOf(error) }, "the outbox can't be read; trying again");

  /** One takes, so that an outbox with nothing in it is asked once; many are on their way. */
  const drain = async (): Promise<void> => {
    while (!isStopping) {
      const row = await take(slots, time.now());
      if (!row) return;
      slots.hold(row, send(row).catch(tellOfTrouble));
    }
  };

  const nap = (): Promise<void> =>
    new Promise((resolve) => {
      const stop = time.wakeAt(later(time.now(), POLL_MS), resolve);
      wake = () => {
        stop();
        resolve();
      };
    });

  const run = async (): Promise<void> => {
    while (!isStopping) {
      hasNews = false;
      await drain().catch(tellOfTrouble);
      // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- either may have come while it drained
      if (!hasNews && !isStopping) await nap();
    }
    await slots.allArrived();
  };

  const running = run();
  return {
    stop: async () => {
      unsubscribe();
      isStopping = true;
      wake();
      await running;
    },
  };
};

/** The other side may never answer, and then nothing else would leave. */
const inTime = async <T>(work: Promise<T>, ms: number): Promise<T> => {
  const done = new AbortController();
  const tooLong = async (): Promise<never> => {
    await pause(ms, undefined, { signal: done.signal });
    throw new Error("no answer in time");
  };
  try {
    return await Promise.race([work, tooLong()]);
  } finally {
    done.abort();
  }
};

/** The kind of a failure without its text, which may quote an address. */
const nameOf = (error: unknown): string =>
  error instanceof Error ? ("code" in error ? `${error.name} ${String(error.code)}` : error.name) : "unknown";
