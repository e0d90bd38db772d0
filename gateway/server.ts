import { createServer, type IncomingMessage, type Server, type ServerOptions, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import express, { type ErrorRequestHandler } from "express";
import type { Gateway } from "./gateway.ts";
import type { ReadCaller } from "./caller.ts";
import { namesItsHost } from "./host.ts";
import type { Identify } from "./identify.ts";
import { withText, type PersistedOperations } from "./persisted-operations.ts";
import { MOST_BODY_BYTES } from "./limits.ts";
import { COME_AGAIN } from "./present.ts";
import { MINUTE, SECOND } from "../subgraphs/kernel/clock.ts";
import { KEEP_ALIVE_MS } from "../subgraphs/kernel/drain.ts";
import type { Heap } from "../subgraphs/kernel/heap.ts";
import type { Log } from "../subgraphs/kernel/log.ts";
import { OUR_FAULT, UNAVAILABLE_NOW } from "../subgraphs/kernel/refusal.ts";
import type { Identity } from "../subgraphs/kernel/viewer.ts";

type Needs = {
  gateway: Gateway;
  identify: Identify;
  readCaller: ReadCaller;
  operations: PersistedOperations;
  /** Everything beside /graphql. */
  pages: express.Router;
  isHttps: boolean;
  heap: Pick<Heap, "hasRoom">;
  log: Log;
};

const SETTINGS: ServerOptions = {
  // Whoever sends a request drop by drop is told 408.
  headersTimeout: MINUTE,
  requestTimeout: MINUTE,
  connectionsCheckingInterval: 5 * SECOND,
  // Clients that would rather speak HTTP/2 offer it like this, and are answered in HTTP/1.
  shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() === "websocket",
};

const refuse = (response: ServerResponse, status: number, message: string, code = "BAD_USER_INPUT"): void => {
  const headers = { "content-type": "application/json; charset=utf-8", connection: "close" };
  response.writeHead(status, { ...headers, ...(status === 503 && COME_AGAIN) });
  response.end(JSON.stringify({ errors: [{ message, extensions: { code } }] }));
};

const comeAgain = (response: ServerResponse): void => refuse(response, 503, UNAVAILABLE_NOW, "UNAVAILABLE");

const fail = (response: ServerResponse): void => {
  if (response.headersSent) response.destroy();
  else comeAgain(response);
};

/** Of a page that failed. Express itself would answer with the stack. It names what it can't read a URIError. */
// By its fourth parameter Express knows it.
const failedPage: ErrorRequestHandler = (error, _request, response, _next) => {
  if (error instanceof URIError) refuse(response, 400, "The address can't be read.");
  else fail(response);
};

/** The path and the query, of a whole address too (RFC 9112, 3.2.2); null where it is neither. */
const targetOf = (url: string): string | null => {
  if (url.startsWith("/")) return url;
  const address = /^https?:/i.test(url) ? URL.parse(url) : null;
  return address && address.pathname + address.search;
};

/** What is wrong with a POST before its body is read; null when nothing is. */
const refusalOf = ({ method, headers }: IncomingMessage): [status: number, message: string] | null => {
  if (method !== "POST") return null;
  // A form can be sent from any page without asking first; JSON can't. This is what keeps other sites out (CSRF).
  if (!/^application\/json\s*(;|$)/i.test(headers["content-type"] ?? ""))
    return [415, "Send the operation as application/json."];
  if (headers["content-length"] === undefined) return [411, "Say how long the body is, in Content-Length."];
  if (Number(headers["content-length"]) > MOST_BODY_BYTES) return [413, `A body has at most ${MOST_BODY_BYTES} bytes.`];
  return null;
};

/**
 * The body, read by us: the runtime would lead it through two streams of its own first, which costs more than the rest of a
 * small request. Null where it is no operation at all. Content-Length bounded it.
 */
const bodyOf = async (request: IncomingMessage): Promise<object | null> => {
  try {
    const parsed: unknown = JSON.parse(await text(request));
    return typeof parsed === "object" && parsed !== null && Object.keys(parsed).length > 0 ? parsed : null;
  } catch {
    return null;
  }
};

type Graphql = Pick<Needs, "gateway" | "identify" | "readCaller" | "operations" | "heap" | "log">;

/** What the runtime says otherwise of a stream of events is not so here: each ends with its one answer. */
const OURS = ["cache-control", "connection"];

/** Not by the runtime's own `handle`, which answers whatever fails within it with the stack. */
const run = async (
  { gateway, log }: Graphql,
  [request, response]: [IncomingMessage, ServerResponse],
  identity: Identity,
): Promise<void> => {
  try {
    const answer = await gateway.handleNodeRequestAndResponse(request, response, { identity });
    const body = await answer.text();
    const headers = [...answer.headers].filter(([name]) => !OURS.includes(name.toLowerCase()));
    if (!response.closed) response.writeHead(answer.status, Object.fromEntries(headers)).end(body);
  } catch (error) {
    // Whoever hung up breaks off what is under way for them.
    if (response.closed) return;
    log.error({ requestId: identity.requestId, stack: error instanceof Error && error.stack }, "the runtime failed");
    refuse(response, 500, OUR_FAULT, "INTERNAL_SERVER_ERROR");
  }
};

const answerGraphql =
  (needs: Graphql) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { identify, readCaller, operations, heap } = needs;
    if (!heap.hasRoom()) {
      comeAgain(response);
      return;
    }
    const refusal = refusalOf(request);
    if (refusal) {
      refuse(response, ...refusal);
      return;
    }
    const { identity } = await identify(readCaller(request));
    response.setHeader("x-request-id", identity.requestId);
    if (request.method === "POST") {
      const body = await bodyOf(request);
      if (!body) {
        refuse(response, 400, "Send a JSON object with the operation as `query`.");
        return;
      }
      const asked = withText(operations, body);
      if (!asked) {
        refuse(response, 400, "No operation has this documentId: send its text as `query`.");
        return;
      }
      Object.assign(request, { body: asked });
    }
    await run(needs, [request, response], identity);
  };

/** Our own HTTP server around the runtime. It listens nowhere yet. */
export const createGatewayServer = ({ pages, isHttps, ...needs }: Needs): Server => {
  const app = express();
  app.disable("x-powered-by");
  app.use(pages);
  app.use((_request, response) => void response.status(404).type("text").send("There is nothing here.\n"));
  app.use(failedPage);

  const graphql = answerGraphql(needs);
  const server = createServer(SETTINGS, (request, response) => {
    response.setHeader("x-content-type-options", "nosniff");
    response.setHeader("referrer-policy", "no-referrer");
    response.setHeader("cache-control", "no-store");
    if (isHttps) response.setHeader("strict-transport-security", "max-age=63072000; includeSubDomains");
    if (!namesItsHost(request)) {
      refuse(response, 400, "Say in Host where this is sent to, once.");
      return;
    }
    const target = targetOf(request.url ?? "");
    if (target === null) {
      refuse(response, 400, "The address can't be read.");
      return;
    }
    request.url = target;
    const [path] = target.split("?");
    if (path !== "/graphql") return void app(request, response);
    graphql(request, response).catch(() => fail(response));
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  return server;
};
