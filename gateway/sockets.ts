import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { GraphQLError, Kind, type DocumentNode, type ExecutionResult } from "graphql";
import type { Context as SocketContext } from "graphql-ws";
import { useServer } from "graphql-ws/use/ws";
import { WebSocketServer, type WebSocket } from "ws";
import { SECOND, type Time } from "../subgraphs/kernel/clock.ts";
import { newId } from "../subgraphs/kernel/id.ts";
import type { SessionEndings } from "../subgraphs/account/port.ts";
import type { ReadCaller } from "./caller.ts";
import type { Gateway, OperationContext } from "./gateway.ts";
import type { Identify } from "./identify.ts";
import { isAllowedOrigin } from "./origin.ts";
import { presentError, presentResult } from "./present.ts";
import { socketSessions, type SocketSession } from "./socket-sessions.ts";

type Needs = {
  server: Server;
  gateway: Gateway;
  identify: Identify;
  readCaller: ReadCaller;
  endings: Pick<SessionEndings, "onEnding">;
  allowedOrigins: string[];
  time: Pick<Time, "wakeAt">;
};

const PATH = "/graphql";
const MOST_FRAME_BYTES = 64 * 1_024;
const MOST_SUBSCRIPTIONS = 20;
const INIT_WITHIN_MS = 3 * SECOND;
const PING_EVERY_MS = 12 * SECOND;

type Init = { authorization?: string };
type Extra = { socket: WebSocket; request: IncomingMessage; session?: SocketSession };
type Connection = SocketContext<Init, Extra>;

const tokenIn = (payload: unknown): string | null => {
  const authorization = (payload as Init | undefined)?.authorization;
  return typeof authorization === "string" ? authorization : null;
};

const asksForFarewell = (document: DocumentNode): boolean =>
  document.definitions.some(
    (it) =>
      it.kind === Kind.OPERATION_DEFINITION &&
      it.selectionSet.selections.some((field) => field.kind === Kind.FIELD && field.name.value === "sessionEnded"),
  );

const refuse = (socket: Duplex, status: string): void => {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
};

/** graphql-transport-ws at /graphql. The runtime executes; Origin, sizes, times and who is connected are ours. */
export const serveSockets = ({ server, gateway, identify, readCaller, endings, allowedOrigins, time }: Needs) => {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MOST_FRAME_BYTES, perMessageDeflate: false });
  const sessions = socketSessions(time);
  const farewells = new WeakMap<SocketSession, Set<string>>();

  const identified = ({ extra }: Connection, payload: unknown) =>
    identify({ ...readCaller(extra.request), authorization: tokenIn(payload) });

  const envelop = async (
    session: SocketSession,
    id: string,
    payload: { query: string; operationName?: string | null; variables?: Record<string, unknown> | null },
  ) => {
    const identity = { ...session.identified.identity, requestId: newId() };
    const context: OperationContext = { identity };
    const { schema, execute, subscribe, contextFactory, parse, validate } = gateway.getEnveloped({
      ...context,
      params: payload,
    } as never);
    const document = parse(payload.query) as DocumentNode;
    const errors = validate(schema, document) as GraphQLError[];
    if (errors.length > 0) return errors;
    if (asksForFarewell(document)) {
      session.farewells += 1;
      farewells.set(session, (farewells.get(session) ?? new Set()).add(id));
    }
    return {
      schema,
      document,
      operationName: payload.operationName,
      variableValues: payload.variables,
      contextValue: await contextFactory(),
      rootValue: { execute, subscribe },
    };
  };

  const disposable = useServer<Init, Extra>(
    {
      connectionInitWaitTimeout: INIT_WITHIN_MS,
      execute: (args) => (args.rootValue as { execute: typeof import("graphql").execute }).execute(args),
      subscribe: (args) => (args.rootValue as { subscribe: typeof import("graphql").subscribe }).subscribe(args),
      onConnect: async (connection) => {
        const { extra } = connection;
        const who = await identified(connection, connection.connectionParams);
        if (who.identity.hasBadToken) {
          sessions.refuse(extra.socket);
          return false;
        }
        extra.session = {
          socket: extra.socket,
          identified: who,
          farewells: 0,
          isEnding: false,
          renewal: new AbortController(),
        };
        sessions.open(extra.session);
        return true;
      },
      onPing: async (connection, payload) => {
        if (connection.extra.session && tokenIn(payload) !== null)
          sessions.renew(connection.extra.session, await identified(connection, payload));
      },
      onSubscribe: async (connection, id, payload) => {
        const { session } = connection.extra;
        if (!session) return [new GraphQLError("Not connected.", { extensions: { code: "UNAUTHENTICATED" } })];
        if (Object.keys(connection.subscriptions).length > MOST_SUBSCRIPTIONS)
          return [
            new GraphQLError(`At most ${MOST_SUBSCRIPTIONS} operations run on a socket.`, {
              extensions: { code: "RATE_LIMITED" },
            }),
          ];
        try {
          return (await envelop(session, id, payload)) as never;
        } catch (error) {
          return [error instanceof GraphQLError ? error : new GraphQLError("The operation can't be read.")];
        }
      },
      onNext: (_connection, _id, _payload, _args, result) => presentResult(result as ExecutionResult) as never,
      onError: (_connection, _id, _payload, errors) => errors.map(presentError),
      onComplete: ({ extra: { session } }, id) => {
        if (session && farewells.get(session)?.delete(id)) sessions.saidFarewell(session);
      },
      onClose: ({ extra: { session } }) => {
        if (session) sessions.forget(session);
      },
    },
    sockets,
    PING_EVERY_MS,
  );

  const stopWatching = endings.onEnding(({ sessionId }) => sessions.end(sessionId));
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (new URL(request.url ?? "/", "http://gateway").pathname !== PATH) return refuse(socket, "404 Not Found");
    if (!isAllowedOrigin(request.headers.origin, allowedOrigins)) return refuse(socket, "403 Forbidden");
    sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit("connection", opened, request));
  });

  return {
    count: () => sockets.clients.size,
    close: async () => {
      stopWatching();
      await disposable.dispose();
    },
  };
};
