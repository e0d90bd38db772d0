import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { setTimeout as pause } from "node:timers/promises";

import { WebSocket } from "ws";

import { within } from "../world/socket.ts";
import { until } from "../world/until.ts";

/** What a peer does over a websocket, one thing after the other. */
export type Deed =
  | { does: "says"; frame: string; times: number }
  /** A message that is no text, or is called text and is none. */
  | { does: "sends"; bytes: Uint8Array; asText: boolean }
  /** Beneath the framing. */
  | { does: "writes"; bytes: Uint8Array }
  | { does: "lingers"; ms: number }
  /** Until whatever was said has been heard. */
  | { does: "settles" }
  | { does: "closes" | "half-closes" | "resets" };

type Message = { type?: unknown; id?: unknown; payload?: unknown };

export type Heard = {
  messages: Message[];
  /** What the server closed it with; null where its peer ended it. */
  code: number | null;
};

const SETTLES_WITHIN_MS = 15_000;
/** Stand in a frame for the access token of whoever says it, and for how often it was said before. */
export const TOKEN = "<the token>";
export const NTH = "<nth>";

const isOver = ({ readyState }: WebSocket): boolean => readyState === WebSocket.CLOSED;

/** Asks for a pong of its own, until that comes or the socket is closed. */
const settles = async (socket: WebSocket, messages: Message[]): Promise<void> => {
  const mark = `settled after ${messages.length}`;
  const isMarked = ({ payload }: Message) => (payload as { mark?: unknown } | null | undefined)?.mark === mark;
  socket.send(JSON.stringify({ type: "ping", payload: { mark } }), () => undefined);
  await until(() => Promise.resolve(isOver(socket) || messages.some(isMarked)), SETTLES_WITHIN_MS);
};

type Visit = { socket: WebSocket; connection: IncomingMessage["socket"]; messages: Message[]; token: string | null };

const act = async ({ socket, connection, messages, token }: Visit, deed: Deed): Promise<void> => {
  switch (deed.does) {
    case "says": {
      const frame = deed.frame.replaceAll(TOKEN, token ?? "none");
      for (let nth = 0; nth < deed.times; nth += 1) socket.send(frame.replace(NTH, String(nth)), () => undefined);
      return;
    }
    case "sends":
      socket.send(deed.bytes, { binary: !deed.asText }, () => undefined);
      return;
    case "writes":
      connection.write(deed.bytes);
      return;
    case "lingers":
      return pause(deed.ms);
    case "settles":
      return settles(socket, messages);
    case "closes":
      socket.close(1000);
      return;
    case "half-closes":
      connection.end();
      return;
    case "resets":
      connection.resetAndDestroy();
  }
};

const ENDS: readonly Deed["does"][] = ["closes", "half-closes", "resets"];

/** Comes, does all of it, and leaves: what was heard meanwhile. */
export const visits = async (url: string, token: string | null, deeds: readonly Deed[]): Promise<Heard> => {
  const socket = new WebSocket(`${url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
  const messages: Message[] = [];
  let code: number | null = null;
  let hasLeft = false;
  socket.on("message", (data: Buffer) => messages.push(JSON.parse(data.toString()) as Message));
  socket.on("close", (closedWith: number) => (code = hasLeft ? null : closedWith));
  // Of a connection that is reset, or written to when it is over.
  socket.on("error", () => undefined);
  const [[{ socket: connection }]] = await Promise.all([
    once(socket, "upgrade") as Promise<[IncomingMessage]>,
    once(socket, "open"),
  ]);

  for (const deed of deeds) {
    if (isOver(socket)) break;
    hasLeft ||= ENDS.includes(deed.does);
    await act({ socket, connection, messages, token }, deed);
  }
  if (hasLeft && !isOver(socket)) await within(once(socket, "close"), "who left was not let go of");
  hasLeft = true;
  socket.terminate();
  return { messages, code };
};
