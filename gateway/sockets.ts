import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { GraphQLError } from "graphql";
import { handleProtocols, makeServer, type Context as SocketContext, type ServerOptions } from "graphql-ws";
import { WebSocketServer } from "ws";
import { SECOND, type Time } from "../subgraphs/kernel/clock.ts";
import type { Heap } from "../subgraphs/kernel/heap.ts";
import type { Log } from "../subgraphs/kernel/log.ts";
import { Refusal, UNAVAILABLE_NOW } from "../subgraphs/kernel/refusal.ts";
import type { SessionEndings } from "../subgraphs/account/port.ts";
import { askedIn } from "./asked.ts";
import type { ReadCaller } from "./caller.ts";
import type { Gateway } from "./gateway.ts";
import type { Identify } from "./identify.ts";
import { inTurns, lane, placesFor } from "../subgraphs/kernel/lane.ts";
import { isAllowedOrigin } from "./origin.ts";
import { presentError, presentResult } from "./present.ts";
import { asksForFarewell, prepareOperation, type PreparedOperation } from "./socket-operation.ts";
import { socketSessions, type SocketSession, type SocketSessions } from "./socket-sessions.ts";
import { carry, type Carried } from "./socket-transport.ts";

type Needs = {
  server: Server;
  gateway: Gateway;
  identify: Identify;
  readCaller: ReadCaller;
  endings: Pick<SessionEndings, "onEnding" | "hasEnded">;
  allowedOrigins: string[];
  time: Pick<Time, "wakeAt">;
  heap: Pick<Heap, "hasRoom" | "hasRoomToStay">;
  log: Log;
};

const PATH = "/graphql";
/** RFC 6455, 7.4.1. */
const GOING_AWAY = 1001;
const MOST_FRAME_BYTES = 64 * 1_024;
const MOST_SUBSCRIPTIONS = 20;
/** Of a fleet that comes back at once: so that whoever asks by HTTP meanwhile is answered in between. */
const UPGRADES_EACH_TURN = 16;
const BEGINNINGS_AT_ONCE = 32;
const PATIENCE = { longestWaitMs: 30 * SECOND, waitingAtMost: Infinity };
/** For what sockets are told at the end, and for their answer. */
const FAREWELLS_MS = 2 * SECOND;
const INIT_WITHIN_MS = 3 * SECOND;

type Init = { authorization?: unknown };
type Extra = Carried & { request: IncomingMessage; session?: SocketSession };
type Connection = SocketContext<Init, Extra>;

const tokenIn = (payload: Init | undefined): string | null =>
  typeof payload?.authorization === "string" ? payload.authorization : null;

const refusal = (code: string, message: string) => [new GraphQLError(message, { extensions: { code } })];

/** Whoever has waited too long is told so; whatever else fails is a fault of ours. */
const asErrors = (error: unknown): { errors: readonly GraphQLError[] } => {
  if (!(error instanceof Refusal)) throw error;
  return { errors: refusal(error.code, error.message) };
};

/** Node leaves a socket that asks for an upgrade to us, its errors included: a peer that hangs up would end the process. */
const refuseUpgrade = (socket: Duplex, status: string, headers = ""): void => {
  socket.on("error", () => undefined);
  socket.once("finish", () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n${headers}\r\n`);
};

/** graphql-transport-ws at /graphql. The runtime executes; Origin, sizes, times and who is connected are ours. */
export const serveSockets = (needs: Needs) => {
  const { server, endings, allowedOrigins, time, heap, log } = needs;
  const sockets = new WebSocketServer({
    ...{ noServer: true, maxPayload: MOST_FRAME_BYTES, perMessageDeflate: false, handleProtocols },
  });
  const sessions = socketSessions(time);
  const inTurn = inTurns(UPGRADES_EACH_TURN);
  const serving = makeServer<Init, Extra>(protocol(needs, sessions));
  const stopWatching = endings.onEnding(({ sessionId }) => sessions.end(sessionId));

  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const [path] = (request.url ?? "").split("?");
    if (path !== PATH) return refuseUpgrade(socket, "404 Not Found");
    if (!isAllowedOrigin(request.headers.origin, allowedOrigins)) return refuseUpgrade(socket, "403 Forbidden");
    if (!heap.hasRoomToStay()) return refuseUpgrade(socket, "503 Service Unavailable", "Retry-After: 1\r\n");
    const giveUp = (): void => void socket.destroy();
    socket.on("error", giveUp);
    inTurn(() => {
      socket.off("error", giveUp);
      if (socket.destroyed) return;
      sockets.handleUpgrade(request, socket, head, (opened) =>
        carry(serving, { socket: opened, request, underWay: new Set() }, log),
      );
    });
  });

  return {
    count: () => sockets.clients.size,
    close: async () => {
      stopWatching();
      for (const socket of sockets.clients) socket.close(GOING_AWAY, "Going away");
      // A peer that is gone says no goodbye.
      const gone = setTimeout(() => sockets.clients.forEach((socket) => socket.terminate()), FAREWELLS_MS);
      await new Promise((resolve) => sockets.close(resolve));
      clearTimeout(gone);
    },
  };
};

/** Why an operation is not run now; null when it is. The socket may be open still while its session has ended unseen. */
const whyNot = async (
  { endings }: Pick<Needs, "endings">,
  sessions: SocketSessions,
  { identified }: SocketSession,
): Promise<readonly GraphQLError[] | null> => {
  const sessionId = identified.identity.viewer?.sessionId;
  if (!sessionId) return null;
  const hasEnded = await endings.hasEnded(sessionId).catch(() => null);
  if (hasEnded === null) return refusal("UNAVAILABLE", UNAVAILABLE_NOW);
  if (!hasEnded) return null;
  sessions.end(sessionId);
  return refusal("UNAUTHENTICATED", "This session is over. Sign in again.");
};

/** What is kept of an operation goes with it. */
const forgetOperation = (sessions: SocketSessions, { extra: { session } }: Connection, id: string): void => {
  if (session) sessions.saidFarewell(session, id);
};

const protocol = (
  { gateway, identify, readCaller, endings, heap }: Needs,
  sessions: SocketSessions,
): ServerOptions<Init, Extra> & { execute: RunPrepared; subscribe: RunPrepared } => {
  const proving = lane(placesFor(BEGINNINGS_AT_ONCE), PATIENCE);
  const subscribing = lane(placesFor(BEGINNINGS_AT_ONCE), PATIENCE);
  const identified = ({ extra }: Connection, payload: Init | undefined) =>
    proving.in(() => identify({ ...readCaller(extra.request), authorization: tokenIn(payload) }));

  return {
    connectionInitWaitTimeout: INIT_WITHIN_MS,
    execute: (args) => (args as PreparedOperation).rootValue.execute(args) as never,
    subscribe: (args) =>
      subscribing.in(async () => (args as PreparedOperation).rootValue.subscribe(args)).catch(asErrors) as never,
    onConnect: async (connection) => {
      const { extra, connectionParams } = connection;
      const who = await identified(connection, connectionParams).catch(() => null);
      // Nobody can tell now; or the peer has left while we asked, and is forgotten already.
      if (!who || extra.socket.readyState !== extra.socket.OPEN) {
        sessions.postpone(extra.socket);
        return false;
      }
      if (who.identity.hasBadToken) {
        sessions.refuse(extra.socket);
        return false;
      }
      extra.session = sessions.open(extra.socket, who);
      return true;
    },
    onPing: async (connection, payload) => {
      const { session, socket } = connection.extra;
      if (!session || tokenIn(payload) === null) return;
      const who = await identified(connection, payload).catch(() => null);
      if (socket.readyState !== socket.OPEN) return;
      if (who) sessions.renew(session, who);
      else sessions.postpone(socket);
    },
    onSubscribe: async ({ extra: { session, underWay } }, id, payload) => {
      if (!session) return refusal("UNAUTHENTICATED", "Connect first.");
      if (underWay.size > MOST_SUBSCRIPTIONS)
        return refusal("RATE_LIMITED", `At most ${MOST_SUBSCRIPTIONS} operations run on a socket.`);
      const refused = await whyNot({ endings }, sessions, session);
      if (refused) return refused;
      const prepared = await prepareOperation(gateway, session.identified.identity, payload);
      if (!("document" in prepared)) return prepared;
      const hasRoom = askedIn(prepared).kind === "subscription" ? heap.hasRoomToStay() : heap.hasRoom();
      if (!hasRoom) return refusal("UNAVAILABLE", UNAVAILABLE_NOW);
      if (asksForFarewell(prepared)) session.farewells.add(id);
      return prepared;
    },
    onNext: (_connection, _id, _payload, _args, result) => presentResult(result as never),
    onError: (connection, id, _payload, errors) => {
      forgetOperation(sessions, connection, id);
      return errors.map(presentError);
    },
    onComplete: (connection, id) => forgetOperation(sessions, connection, id),
    onClose: ({ extra: { session } }) => {
      if (session) sessions.forget(session);
    },
  };
};

type RunPrepared = NonNullable<ServerOptions<Init, Extra>["execute"]>;
