import { once } from "node:events";
import type { Server } from "node:http";
import { SECOND } from "./clock.ts";

/**
 * How long an idle connection is kept. Longer than a minute, which is what balancers and clients in front keep theirs: whoever
 * lets go first must not be the server, or a request that was just sent on it is answered by a reset.
 */
export const KEEP_ALIVE_MS = 75 * SECOND;

/**
 * Ends a server well: nobody new comes in, what is under way is answered, and its sockets are closed. A client that keeps its
 * connection and asks on and on would hold it open until it is cut off in the middle of an answer; so each is told, with its
 * next answer, to come back by a new connection, which another process takes.
 */
export const drain = async (server: Server, closeSockets: () => Promise<void> | void): Promise<void> => {
  const closed = once(server, "close");
  server.prependListener("request", (_request, response) => void response.setHeader("connection", "close"));
  server.close();
  await closeSockets();
  server.closeIdleConnections();
  await closed;
};
