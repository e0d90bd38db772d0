import { once } from "node:events";
import { WebSocket } from "ws";

const WATCH = `subscription { verificationRequests { __typename ... on VerificationRequested { request { requestedAt code device { name } app { name } } } } }`;

/** A request that a trusted device was shown, and how long ago that was made. */
export type Seen = { tookMs: number; code: string };

/** A trusted device that listens. */
export const watch = async (url: string, accessToken: string, onSeen: (seen: Seen) => void): Promise<WebSocket> => {
  const socket = new WebSocket(url.replace(/^http/, "ws"), "graphql-transport-ws", { perMessageDeflate: false });
  const acknowledged = Promise.withResolvers<undefined>();
  const refused = (why: string) => acknowledged.reject(new Error(`a listener was refused: ${why}`));
  socket.once("close", (code) => refused(String(code)));
  socket.on("message", (frame: Buffer) => {
    const text = frame.toString();
    if (text.includes('"connection_ack"')) acknowledged.resolve(undefined);
    // Too late to reject anything: what listens to nothing must not be measured.
    if (text.includes('"type":"error"')) socket.emit("error", new Error(`a listener was refused: ${text}`));
    const [, requestedAt, code = ""] = /"requestedAt":"([^"]+)","code":"(\d+)"/.exec(text) ?? [];
    if (requestedAt) onSeen({ tookMs: performance.timeOrigin + performance.now() - Date.parse(requestedAt), code });
  });
  await once(socket, "open");
  const authorization = `Bearer ${accessToken}`;
  socket.send(JSON.stringify({ type: "connection_init", payload: { authorization } }));
  await acknowledged.promise;
  socket.send(JSON.stringify({ id: "1", type: "subscribe", payload: { query: WATCH } }));
  return socket;
};
