import { createGatewayRuntime, type GatewayPlugin, type GatewayRuntime } from "@graphql-hive/gateway-runtime";
import { unifiedGraphHandler } from "@graphql-hive/router-runtime";
import httpTransport from "@graphql-mesh/transport-http";
import wsTransport from "@graphql-mesh/transport-ws";
import { renderGraphiQL } from "@graphql-yoga/render-graphiql";
import {
  GraphQLError,
  NoSchemaIntrospectionCustomRule,
  parse,
  type DocumentNode,
  type ParseOptions,
  type Source,
} from "graphql";
import type { Clock } from "../subgraphs/kernel/clock.ts";
import type { SubgraphName } from "../subgraphs/kernel/config.ts";
import type { Log } from "../subgraphs/kernel/log.ts";
import type { Tracing } from "../subgraphs/kernel/tracing.ts";
import type { executeOn } from "../subgraphs/kernel/execute.ts";
import type { AdmissionSeal, Identity, IdentitySeal } from "../subgraphs/kernel/viewer.ts";
import type { WorkingRole } from "../subgraphs/account/port.ts";
import { askSubgraph } from "./ask-subgraph.ts";
import { operationOf, rootFieldsOf } from "./asked.ts";
import { authorizationPlugin } from "./authorization.ts";
import { withBreaker } from "./breaker.ts";
import { SUBGRAPH_DEADLINE_MS } from "./deadline.ts";
import { carriesSecret, measureRule, MOST_TOKENS, oneSensitiveRule } from "./limits.ts";
import { operationLog } from "./operation-log.ts";
import { requirePersisted, type PersistedOperations } from "./persisted-operations.ts";
import { presentHttpResult } from "./present.ts";
import { tracePlugin } from "./tracing.ts";

/** What our own servers put into the context of each operation. */
export type OperationContext = {
  identity: Identity;
  /** Over a socket, which ends with its session; what streams over HTTP would outlive it. */
  isOnSocket?: boolean;
};

export type Gateway = GatewayRuntime<OperationContext>;

type Needs = {
  supergraph: string;
  /** Subgraphs of this process are called, the others are reached at their address. */
  local: Partial<Record<SubgraphName, ReturnType<typeof executeOn>>>;
  remote: Partial<Record<SubgraphName, string>>;
  identities: IdentitySeal;
  admissions: AdmissionSeal;
  staffRole: WorkingRole;
  allowedOrigins: string[];
  production: boolean;
  /** Nothing but `schema/operations` runs. */
  onlyPersisted: boolean;
  operations: PersistedOperations;
  now: Clock;
  log: Log;
  tracing: Tracing;
};

const limitsPlugin = ({ production, onlyPersisted, operations }: Needs): GatewayPlugin<OperationContext> => ({
  onParse: ({ setParseFn }) => {
    setParseFn((source: string | Source, options?: ParseOptions) => {
      const document = parse(source, { ...options, maxTokens: MOST_TOKENS });
      return onlyPersisted ? requirePersisted(operations, document) : document;
    });
  },
  onValidate: ({ addValidationRule }) => {
    addValidationRule(measureRule);
    addValidationRule(oneSensitiveRule);
    if (production) addValidationRule(NoSchemaIntrospectionCustomRule);
  },
  onSubscribe: ({ args, setResultAndStopExecution }) => {
    if ((args.contextValue as OperationContext).isOnSocket) return;
    const extensions = { code: "BAD_USER_INPUT", http: { status: 400 } };
    setResultAndStopExecution({
      errors: [new GraphQLError("Subscribe over a websocket, with the graphql-transport-ws protocol.", { extensions })],
    });
  },
  onExecute: ({ args, setResultAndStopExecution }) => {
    const { document, contextValue } = args as { document: DocumentNode; contextValue: { request?: Request } };
    if (contextValue.request?.method !== "GET" || !carriesSecret(document)) return;
    const extensions = { code: "BAD_USER_INPUT", http: { status: 405, headers: { Allow: "POST" } } };
    setResultAndStopExecution({
      errors: [new GraphQLError("Send an operation with a ticket, token, code or password by POST.", { extensions })],
    });
  },
});

/** The planner has no plan for an operation that skips all that it names; GraphQL's answer is nothing. */
const nothingPlugin: GatewayPlugin<OperationContext> = {
  onExecute: ({ args, setResultAndStopExecution }) => {
    const operation = operationOf(args);
    if (operation && rootFieldsOf(operation, args).length === 0) setResultAndStopExecution({ data: {} });
  },
};

/** What the runtime's plugin for a supergraph that changes is made of. */
const RETRYING = ["onParams", "onExecute", "onSubscribe", "onExecutionResult", "onResultProcess"].join();

/**
 * A supergraph that is read once is never reloaded, so nothing waits to be asked again after that. The runtime would keep each
 * request for it, under its context in a WeakMap: V8 takes what such a map holds for needed until it looks through all of the heap.
 */
const withoutRetriesPlugin: GatewayPlugin<OperationContext> = {
  onPluginInit: ({ plugins }) => {
    const retrying = plugins.findIndex((plugin) => Object.keys(plugin).join() === RETRYING);
    if (retrying !== -1) plugins[retrying] = {};
  },
};

const presentationPlugin: GatewayPlugin<OperationContext> = {
  onResultProcess: ({ result, setResult }) => {
    if (!Array.isArray(result) && !(Symbol.asyncIterator in result)) setResult(presentHttpResult(result));
  },
};

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/**
 * At a signal the runtime aborts what is under way, and says that something went wrong. Ours is to answer it first; the
 * runtime is disposed of after that.
 */
const keepSignals = () => {
  const ours = new Map(SIGNALS.map((signal) => [signal, process.listeners(signal)]));
  return (gateway: Gateway): void => {
    // It listens from the moment on in which it is first asked for this.
    Reflect.get(gateway, "disposableStack");
    for (const signal of SIGNALS)
      for (const listener of process.listeners(signal))
        if (!ours.get(signal)?.includes(listener)) process.off(signal, listener);
  };
};

/** Hive's runtime with the Rust planner over the committed supergraph. It runs inside our own servers. */
export const createGateway = async (needs: Needs): Promise<Gateway> => {
  const { supergraph, remote, allowedOrigins, production } = needs;
  const locations = Object.entries(remote).map(([name, location]) => [name, { location }] as const);
  const takeBackSignals = keepSignals();
  const gateway = createGatewayRuntime<OperationContext>({
    supergraph: () => supergraph,
    unifiedGraphHandler: (options) =>
      unifiedGraphHandler({ ...options, onSubgraphExecute: askSubgraph(needs, options.onSubgraphExecute) }),
    transports: {
      ws: wsTransport,
      http: {
        getSubgraphExecutor: (options: Parameters<typeof httpTransport.getSubgraphExecutor>[0]) =>
          withBreaker(httpTransport.getSubgraphExecutor(options) as never) as never,
      },
    },
    transportEntries: {
      "*.http": {
        options: {
          deduplicateInflightRequests: false,
          timeout: SUBGRAPH_DEADLINE_MS,
          subscriptions: { kind: "ws", location: "/graphql" },
        },
      },
      ...Object.fromEntries(locations),
    },
    plugins: () => [
      operationLog(needs.log),
      tracePlugin(needs.tracing),
      limitsPlugin(needs),
      nothingPlugin,
      withoutRetriesPlugin,
      authorizationPlugin(needs),
      presentationPlugin,
    ],
    cors: { origin: allowedOrigins, credentials: false, methods: ["GET", "POST"], maxAge: 600 },
    graphiql: production
      ? false
      : { title: "Countersign", subscriptionsProtocol: "WS", defaultQuery: "{ clientApps { id name } }" },
    renderGraphiQL,
    landingPage: false,
    maskedErrors: false,
    batching: false,
    requestId: false,
    inboundInflightRequestDeduplication: false,
    __experimental__batchExecution: false,
    subgraphErrors: false,
    logging: false,
  });
  // Before the first socket asks: until the supergraph is planned, there is no schema to hand out.
  await gateway.getSchema();
  takeBackSignals(gateway);
  return gateway;
};
