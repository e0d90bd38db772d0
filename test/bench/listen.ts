import { once } from "node:events";
import { WebSocket } from "ws";

type Wanted = { query: string; variables?: object; authorization?: string };

/** Subscribes over a socket of its own. Answers once the socket is acknowledged; `onNext` gets each answer as it came. */
export const listen = async (
  url: string,
  { query, variables, authorization }: Wanted,
  onNext: (frame: string) => void,
): Promise<WebSocket> => {
  const socket = new WebSocket(url.replace(/^http/, "ws"), "graphql-transport-ws", { perMessageDeflate: false });
  const acknowledged = Promise.withResolvers<undefined>();
  const refused = (why: string) => acknowledged.reject(new Error(`a listener was refused: ${why}`));
  socket.once("close", (code) => refused(String(code)));
  socket.on("message", (frame: Buffer) => {
    const text = frame.toString();
    if (text.includes('"connection_ack"')) acknowledged.resolve(undefined);
    // Too late to reject anything: what listens to nothing must not be measured.
    if (/"type":"error"|"errors":/.test(text)) socket.emit("error", new Error(`a listener was refused: ${text}`));
    if (text.includes('"type":"next"')) onNext(text);
  });
  await once(socket, "open");
  socket.send(JSON.stringify({ type: "connection_init", ...(authorization ? { payload: { authorization } } : {}) }));
  await acknowledged.promise;
  socket.send(JSON.stringify({ id: "1", type: "subscribe", payload: { query, variables } }));
  return socket;
};
