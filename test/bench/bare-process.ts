import { EventEmitter, on, once } from "node:events";
import { createServer } from "node:http";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { createGatewayRuntime, getGraphQLWSOptions } from "@graphql-hive/gateway-runtime";
import { unifiedGraphHandler } from "@graphql-hive/router-runtime";
import { execute, parse, subscribe, type ExecutionArgs } from "graphql";
import { useServer } from "graphql-ws/use/ws";
import { WebSocketServer } from "ws";
import { compose } from "../../schema/compose.ts";

type Asked = { by: { id: string } };

const FEDERATION = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key"])\n`;
const lines = new EventEmitter();
lines.setMaxListeners(0);

const subgraphs: Record<string, { sdl: string; resolvers: object }> = {
  lines: {
    sdl: `${FEDERATION} type Query { ping: Boolean } type Mutation { ask(line: ID!): Boolean } type Subscription { asked(line: ID!): Asked }
      type Asked { by: App! } type App @key(fields: "id", resolvable: false) { id: ID! }`,
    resolvers: {
      Mutation: { ask: (_root: unknown, { line }: { line: string }) => lines.emit(line, { by: { id: "app" } }) },
      Subscription: {
        asked: {
          subscribe: (_root: unknown, { line }: { line: string }) => on(lines, line),
          resolve: ([asked]: [Asked]) => asked,
        },
      },
    },
  },
  apps: {
    sdl: `${FEDERATION} type Query { apps: [App!]! } type App @key(fields: "id") { id: ID! name: String! }`,
    resolvers: {
      Query: { apps: () => [] },
      App: { __resolveReference: ({ id }: { id: string }) => ({ id, name: "An app" }) },
    },
  },
};

/** Runs what the gateway asks of a subgraph, in this process. */
const executorOf = ({ sdl, resolvers }: { sdl: string; resolvers: object }) => {
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers } as never]);
  return ({ document, variables, operationType }: Pick<ExecutionArgs, "document"> & Record<string, unknown>) => {
    const args = { schema, document, variableValues: variables } as ExecutionArgs;
    return operationType === "subscription" ? subscribe(args) : execute(args);
  };
};

const executors = new Map(Object.entries(subgraphs).map(([name, subgraph]) => [name, executorOf(subgraph)]));

/**
 * What a request to a device is measured against: the same libraries with nothing of ours. A mutation tells a subscription, which
 * shows one field of another subgraph; nobody is asked who they are, and nothing is kept.
 */
const { supergraph } = compose(Object.entries(subgraphs).map(([name, { sdl }]) => ({ name, sdl }) as never));
const gateway = createGatewayRuntime({
  supergraph: () => supergraph,
  unifiedGraphHandler,
  transports: {
    http: { getSubgraphExecutor: ({ subgraphName }: { subgraphName: string }) => executors.get(subgraphName) as never },
  },
  logging: false,
});
await gateway.getSchema();
const server = createServer((request, response) => void gateway(request, response));
const sockets = new WebSocketServer({ server, path: "/graphql", perMessageDeflate: false });
useServer(
  getGraphQLWSOptions(gateway, () => ({})),
  sockets,
);
server.listen(Number(process.env.PORT));
await once(server, "listening");
console.log("ready");
