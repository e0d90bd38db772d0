import { once } from "node:events";
import { connect } from "node:net";

export type Answer = { status: number; headers: Record<string, string>; body: string };

/** So long without a byte, and nothing more is expected. */
const QUIET_MS = 400;
const ENDS_WITHIN_MS = 10_000;

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

/** Sends bytes that no client would, a letter each, and reads what is answered until the other side ends or falls silent. */
export const sendsBytes = async (url: string, ...bytes: string[]): Promise<Answer[]> => {
  const { port, hostname } = new URL(url);
  const socket = connect({ port: Number(port), host: hostname });
  let text = "";
  socket.setEncoding("latin1").on("data", (more: string) => (text += more));
  // A server that has said why hangs up on what it did not read.
  socket.on("error", () => undefined);
  socket.setTimeout(QUIET_MS, () => socket.end());
  const overdue = setTimeout(() => socket.destroy(new Error("not ended")), ENDS_WITHIN_MS);
  for (const some of bytes) socket.write(some, "latin1");
  await once(socket, "close").finally(() => clearTimeout(overdue));
  return answersIn(text);
};

/** A request as it stands on the wire. */
export const request = (line: string, headers: string[], body = ""): string =>
  [`${line} HTTP/1.1`, ...headers, "", body].join("\r\n");
