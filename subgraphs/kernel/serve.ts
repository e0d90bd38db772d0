import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { ApolloServer, type ApolloServerPlugin } from "@apollo/server";
import { ApolloServerPluginInlineTraceDisabled } from "@apollo/server/plugin/disabled";
import { expressMiddleware } from "@as-integrations/express5";
import express from "express";
import { GraphQLError, type ExecutionArgs, type ExecutionResult } from "graphql";
import { useServer } from "graphql-ws/use/ws";
import { WebSocketServer } from "ws";
import type { Context } from "./context.ts";
import { DOWNLOAD_IDENTITY, DOWNLOADS, sendDownload } from "./download.ts";
import { drain, KEEP_ALIVE_MS } from "./drain.ts";
import { operationContext, type LocaleOf } from "./execute.ts";
import type { Kernel } from "./kernel.ts";
import { observeMutations } from "./observe.ts";
import { presentError } from "./present.ts";
import { readinessPage } from "./readiness.ts";
import { unauthenticated, unavailable } from "./refusal.ts";
import type { Subgraph } from "./subgraph.ts";
import { TRACE } from "./tracing.ts";
import { IDENTITY } from "./viewer.ts";

type ServedContext = Context & { answerExtensions: ReturnType<typeof operationContext>["extensions"] };

export type Served = { close(): Promise<void> };

const PATH = "/graphql";
const MOST_BODY = "1mb";

const unsigned = (): GraphQLError =>
  new GraphQLError(unauthenticated().message, { extensions: { code: "UNAUTHENTICATED", http: { status: 401 } } });

/** What presenting an error makes its code of. */
const full = (): GraphQLError => new GraphQLError("", { originalError: unavailable() });

type Serving = {
  port: number;
  localeOf: LocaleOf;
  /** What an operator should mend, though requests are answered: a line each, in /readyz. */
  warnings: () => string[];
};

/** A subgraph in a process of its own. It answers what the gateway signed, over HTTP and over sockets, and nothing else. */
export const serveSubgraph = async (
  subgraph: Subgraph,
  kernel: Kernel,
  { port, localeOf, warnings }: Serving,
): Promise<Served> => {
  const app = express();
  app.disable("x-powered-by");
  const server = createServer(app);
  server.keepAliveTimeout = KEEP_ALIVE_MS;

  observeMutations(subgraph.schema, kernel.metrics);
  const apollo = apolloFor(subgraph, kernel);
  await apollo.start();
  app.get("/healthz", (_request, response) => void response.json({ status: "ok" }));
  app.get("/readyz", async (_request, response) => {
    const isReady = await kernel.mongo.isReachable();
    response.status(isReady ? 200 : 503).json(readinessPage(isReady ? [] : ["mongodb"], warnings()));
  });
  app.get("/metrics", async (_request, response) => {
    const { type, text } = await kernel.metrics.page();
    response.type(type).send(text);
  });
  serveDownloads(app, subgraph, kernel);
  const context = ({ req }: { req: IncomingMessage & { body?: unknown } }) =>
    Promise.resolve(contextFrom({ ...kernel, localeOf }, req.body));
  app.use(PATH, express.json({ limit: MOST_BODY }));
  if (kernel.tracing.isOn) app.use(PATH, traced(subgraph, kernel));
  app.use(PATH, expressMiddleware(apollo, { context }));

  server.listen(port);
  await once(server, "listening");
  const sockets = serveSockets(subgraph, { ...kernel, localeOf }, server);
  return {
    close: async () => {
      await drain(server, () => sockets.dispose());
      await apollo.stop();
    },
  };
};

/** Files behind links, for the gateway and nobody else: whoever reaches this port has not been seen by it. */
const serveDownloads = (app: express.Express, { openDownload }: Subgraph, { identities, time }: Kernel): void => {
  if (!openDownload) return;
  app.get(`${DOWNLOADS}:link`, async (request, response) => {
    if (!identities.verify(request.headers[DOWNLOAD_IDENTITY])) return void response.status(401).end();
    const download = await openDownload(request.params.link).catch(() => null);
    if (download) await sendDownload(download, response, time);
    else response.status(503).end();
  });
};

/** Goes on with the gateway's trace, and with nobody else's. */
const traced =
  ({ name }: Subgraph, { tracing, identities }: Kernel): express.RequestHandler =>
  (request, response, next) => {
    const { extensions } = (request.body ?? {}) as { extensions?: Record<string, unknown> };
    if (!identities.verify(extensions?.[IDENTITY])) {
      next();
      return;
    }
    const answering = (): Promise<unknown> => {
      const closed = once(response, "close");
      next();
      return closed;
    };
    void tracing.follow(extensions?.[TRACE], () => tracing.span(name, "SERVER", answering));
  };

/** Throws UNAUTHENTICATED before anything of the operation is looked at, `_entities` and `_service` included. */
const contextFrom = (needs: Kernel & Pick<Serving, "localeOf">, request: unknown): ServedContext => {
  const { extensions } = (request ?? {}) as { extensions?: Record<string, unknown> };
  const identity = needs.identities.verify(extensions?.[IDENTITY]);
  if (!identity) throw unsigned();
  const operation = operationContext(identity, needs);
  return Object.assign(operation.context, { answerExtensions: operation.extensions });
};

const apolloFor = ({ schema }: Subgraph, { log }: Kernel): ApolloServer<ServedContext> => {
  const admissionPlugin: ApolloServerPlugin<ServedContext> = {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse: ({ response, contextValue }) => {
          if (response.body.kind === "single")
            Object.assign(response.body.singleResult, contextValue.answerExtensions());
          return Promise.resolve();
        },
      }),
  };
  return new ApolloServer<ServedContext>({
    schema,
    introspection: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    plugins: [admissionPlugin, ApolloServerPluginInlineTraceDisabled()],
    // What the context refused has its code already.
    formatError: (formatted, error) =>
      formatted.extensions?.code === "UNAUTHENTICATED" || !(error instanceof GraphQLError)
        ? formatted
        : presentError(log, "")(error),
  });
};

const serveSockets = ({ schema }: Subgraph, kernel: Kernel & Pick<Serving, "localeOf">, server: Server) => {
  const sockets = new WebSocketServer({ server, path: PATH, perMessageDeflate: false });
  const present = presentError(kernel.log, "");
  return useServer(
    {
      schema,
      context: (_connection, _id, { extensions }): ServedContext => contextFrom(kernel, { extensions }),
      onSubscribe: (_connection, _id, { extensions }) => {
        if (!kernel.identities.verify(extensions?.[IDENTITY])) return [unsigned()];
        return kernel.heap.hasRoomToStay() ? undefined : [full()];
      },
      onNext: (_connection, _id, _payload, _args: ExecutionArgs, result: ExecutionResult) =>
        result.errors ? { ...result, errors: result.errors.map(present) } : undefined,
      onError: (_connection, _id, _payload, errors) =>
        errors.map((error) => (error instanceof GraphQLError ? present(error) : error)),
    },
    sockets,
  );
};
