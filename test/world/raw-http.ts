import { once } from "node:events";
import { connect, type Socket } from "node:net";

import { within } from "./socket.ts";

export type Answer = { status: number; headers: Record<string, string>; body: string };

/** So long without a byte, and an answer is not waited for that may well not come. */
const PATIENCE_MS = 400;

const headersIn = (lines: string[]): Record<string, string> =>
  Object.fromEntries(
    lines.map((line) => {
      const [name = "", ...value] = line.split(":");
      return [name.toLowerCase(), value.join(":").trim()];
    }),
  );

/** A body in chunks, and what comes after it. */
const unchunked = (text: string): [body: string, rest: string] => {
  const [, size = "0"] = /^([\da-f]+)\r\n/i.exec(text) ?? [];
  const from = size.length + 2;
  const length = Number.parseInt(size, 16);
  if (length === 0) return ["", text.slice(from + 2)];
  const [body, rest] = unchunked(text.slice(from + length + 2));
  return [text.slice(from, from + length) + body, rest];
};

const answersIn = (text: string): Answer[] => {
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return [];
  const [first = "", ...lines] = text.slice(0, end).split("\r\n");
  const [, status = "0"] = /^HTTP\/1\.1 (\d{3})/.exec(first) ?? [];
  const headers = headersIn(lines);
  const after = text.slice(end + 4);
  if (Number(status) < 200) return answersIn(after);
  const length = Number(headers["content-length"] ?? 0);
  const [body, rest] = headers["transfer-encoding"] ? unchunked(after) : [after.slice(0, length), after.slice(length)];
  return [{ status: Number(status), headers, body }, ...answersIn(rest)];
};

/** A connection whose other side may well reset it: on what it did not read, say. */
const dial = async (url: string): Promise<{ socket: Socket; closed: Promise<void> }> => {
  const { port, hostname } = new URL(url);
  const socket = connect({ port: Number(port), host: hostname });
  await once(socket, "connect");
  socket.on("error", () => undefined);
  return { socket, closed: new Promise((resolve) => socket.once("close", () => resolve())) };
};

/**
 * Sends bytes that no client would, a letter each, and reads what is answered until the other side ends: as it does after
 * `Connection: close`. Where they are no whole request it may wait for more, and is left when it has fallen silent.
 */
export const sendsBytes = async (url: string, bytes: string, { isWhole = true } = {}): Promise<Answer[]> => {
  const { socket, closed } = await dial(url);
  let text = "";
  socket.setEncoding("latin1").on("data", (more: string) => (text += more));
  if (!isWhole) socket.setTimeout(PATIENCE_MS, () => socket.end());
  socket.write(bytes, "latin1");
  await within(closed, "the connection was not closed");
  return answersIn(text);
};

/** Sends them, and is gone. */
export const hangsUp = async (url: string, bytes: string): Promise<void> => {
  const { socket, closed } = await dial(url);
  socket.write(bytes, "latin1");
  socket.resetAndDestroy();
  await closed;
};

/** A request as it stands on the wire. */
export const request = (line: string, headers: string[], body = ""): string =>
  [`${line} HTTP/1.1`, ...headers, "", body].join("\r\n");
