import { once } from "node:events";
import { WebSocket } from "ws";

const WATCH = `subscription { verificationRequests { __typename ... on VerificationRequested { request { requestedAt code device { name } app { name } } } } }`;

/** A trusted device that listens; `onSeen`, for each request, how long ago that was made. */
export const watch = async (url: string, accessToken: string, onSeen: (tookMs: number) => void): Promise<WebSocket> => {
  const socket = new WebSocket(url.replace(/^http/, "ws"), "graphql-transport-ws", { perMessageDeflate: false });
  const acknowledged = Promise.withResolvers<undefined>();
  const refused = (why: string) => acknowledged.reject(new Error(`a listener was refused: ${why}`));
  socket.once("close", (code) => refused(String(code)));
  socket.on("message", (frame: Buffer) => {
    const text = frame.toString();
    if (text.includes('"connection_ack"')) acknowledged.resolve(undefined);
    // Too late to reject anything: what listens to nothing must not be measured.
    if (text.includes('"type":"error"')) socket.emit("error", new Error(`a listener was refused: ${text}`));
    const [, requestedAt] = /"requestedAt":"([^"]+)"/.exec(text) ?? [];
    if (requestedAt) onSeen(performance.timeOrigin + performance.now() - Date.parse(requestedAt));
  });
  await once(socket, "open");
  const authorization = `Bearer ${accessToken}`;
  socket.send(JSON.stringify({ type: "connection_init", payload: { authorization } }));
  await acknowledged.promise;
  socket.send(JSON.stringify({ id: "1", type: "subscribe", payload: { query: WATCH } }));
  return socket;
};
