import { CloseCode, MessageType, parseMessage, stringifyMessage, type Message, type Server } from "graphql-ws";
import type { WebSocket } from "ws";
import { SECOND } from "../subgraphs/kernel/clock.ts";
import type { Log } from "../subgraphs/kernel/log.ts";

/** Seldom, since each wakes a radio; and together within the half minute in which a peer that is gone is dropped. */
const PING_EVERY_MS = 20 * SECOND;
const ANSWERED_WITHIN_MS = 8 * SECOND;
const MOST_BACKLOG_BYTES = 1_024 * 1_024;

/** The other messages of the protocol are the server's own. */
const OF_CLIENTS: readonly MessageType[] = [
  MessageType.ConnectionInit,
  MessageType.Ping,
  MessageType.Pong,
  MessageType.Subscribe,
  MessageType.Complete,
];

/** What the protocol keeps of a socket, and what is kept with it here. */
export type Carried = {
  socket: WebSocket;
  /** Ids of the operations that run, those too that their client has let go of: each ends in its own time. */
  underWay: Set<string>;
};

/** A peer that does not read is dropped before its backlog costs memory; it would not read a close either. */
const dropIfDeaf = (socket: WebSocket): void => {
  if (socket.bufferedAmount > MOST_BACKLOG_BYTES) socket.terminate();
};

/** A peer that does not answer a ping in time is gone. */
const keepAsking = (socket: WebSocket): (() => void) => {
  let givingUp: NodeJS.Timeout | undefined;
  socket.on("pong", () => clearTimeout(givingUp));
  const asking = setInterval(() => {
    socket.ping();
    givingUp = setTimeout(() => socket.terminate(), ANSWERED_WITHIN_MS);
  }, PING_EVERY_MS);
  return () => {
    clearInterval(asking);
    clearTimeout(givingUp);
  };
};

/** Null where it is none, or none that a client sends. */
const messageIn = (text: string): Message | null => {
  try {
    const message = parseMessage(text);
    return OF_CLIENTS.includes(message.type) ? message : null;
  } catch {
    return null;
  }
};

/** Null where the payload is nested too deep to be written, though it could be read. */
const pongWith = (payload: Record<string, unknown> | null | undefined): string | null => {
  try {
    return stringifyMessage({ type: MessageType.Pong, ...(payload ? { payload } : {}) });
  } catch {
    return null;
  }
};

/**
 * Carries the protocol over a socket. Not by graphql-ws's own adapter for `ws`: that takes what a peer does wrong for a fault
 * of ours, writes it to the log with its stack and closes 4500; it goes on hearing a peer that it has closed; and where an id is
 * let go of and used again before its operation has begun, it loses the first one, which then runs for ever.
 */
export const carry = <Extra extends Carried>(protocol: Server<Extra>, extra: Extra, log: Log): void => {
  const { socket, underWay } = extra;
  const invalid = () => socket.close(CloseCode.BadRequest, "Invalid message received");
  const failed = (error: unknown) =>
    log.error({ stack: error instanceof Error && error.stack }, "a message of a socket could not be handled");

  const say = (text: string) =>
    new Promise<void>((resolve) => {
      // Whoever is gone is told nothing more, which is nobody's fault.
      if (socket.readyState === socket.OPEN) socket.send(text, () => resolve());
      else resolve();
      dropIfDeaf(socket);
    });

  type Hear = (text: string) => Promise<void>;
  const receive = async (text: string, hear: Hear): Promise<void> => {
    // One that was closed may go on talking until it has heard of it.
    if (socket.readyState !== socket.OPEN) return;
    const message = messageIn(text);
    if (!message) invalid();
    else if (message.type !== MessageType.Subscribe) await hear(text);
    else if (underWay.has(message.id)) socket.close(CloseCode.SubscriberAlreadyExists, "Subscriber already exists");
    else {
      underWay.add(message.id);
      await hear(text).finally(() => underWay.delete(message.id));
    }
  };

  const closed = protocol.opened(
    {
      protocol: socket.protocol,
      send: say,
      close: (code, reason) => socket.close(code, reason),
      onPing: async (payload) => {
        const pong = pongWith(payload);
        if (pong === null) invalid();
        else await say(pong);
      },
      onMessage: (hear) => {
        socket.on("message", (data: Buffer) => {
          receive(data.toString(), hear).catch((error: unknown) => {
            failed(error);
            socket.close(CloseCode.InternalServerError, "Internal server error");
          });
        });
      },
    },
    extra,
  );
  const stopAsking = keepAsking(socket);
  // What breaks the framing is closed by `ws`, with the code for it.
  socket.on("error", () => undefined);
  socket.on("ping", () => dropIfDeaf(socket));
  socket.once("close", (code: number, reason: Buffer) => {
    stopAsking();
    closed(code, reason.toString()).catch(failed);
  });
};
