import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { ApolloServer } from "@apollo/server";
import { expressMiddleware } from "@as-integrations/express5";
import express from "express";
import { buildSchema, isAbstractType, isObjectType, isScalarType, type GraphQLSchema } from "graphql";
import { callerReader } from "../../gateway/caller.ts";
import { identify } from "../../gateway/identify.ts";
import { readConfig, SUBGRAPHS } from "../../subgraphs/kernel/config.ts";
import type { Context } from "../../subgraphs/kernel/context.ts";
import { operationContext } from "../../subgraphs/kernel/execute.ts";
import { openKernel } from "../../subgraphs/kernel/kernel.ts";
import { runProcess } from "../../subgraphs/kernel/process.ts";
import type { Subgraph } from "../../subgraphs/kernel/subgraph.ts";
import { openPorts, SUBGRAPH_BUILDERS } from "../../subgraphs/wiring.ts";

const API = new URL("../../schema/api.graphql", import.meta.url);

/** The public graph with the subgraphs' own resolvers in its fields. An entity is passed on whole, so nothing is looked up twice. */
const joined = (api: string, subgraphs: readonly Subgraph[]): GraphQLSchema => {
  const schema = buildSchema(api);
  for (const [name, type] of Object.entries(schema.getTypeMap())) {
    const owners = subgraphs.map((it) => it.schema.getType(name)).filter((it) => it !== undefined);
    const [owner] = owners;
    if (isScalarType(type) && isScalarType(owner)) {
      const { serialize, parseValue, parseLiteral } = owner;
      Object.assign(type, { serialize, parseValue, parseLiteral });
    }
    if (isAbstractType(type) && isAbstractType(owner)) type.resolveType = owner.resolveType;
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const own = owners.filter(isObjectType).find((it) => field.name in it.getFields());
      field.resolve = own?.getFields()[field.name]?.resolve;
    }
  }
  return schema;
};

/** What federation is measured against: one Apollo Server on the same verbs and collections, with the same proof of who asks. */
void runProcess(async (closer) => {
  const config = readConfig();
  const kernel = await openKernel(config, config.mongoUrl ?? "");
  closer.opened(() => kernel.close());
  const ports = await openPorts(kernel);
  closer.opened(() => ports.close());
  const subgraphs: Subgraph[] = [];
  for (const name of SUBGRAPHS) subgraphs.push(await SUBGRAPH_BUILDERS[name](kernel, ports));

  const identifying = identify({ ...ports, now: kernel.time.now });
  const readCaller = callerReader(config.trustProxy);
  const apollo = new ApolloServer<Context>({ schema: joined(await readFile(API, "utf8"), subgraphs) });
  await apollo.start();
  closer.opened(() => apollo.stop());
  const context = async ({ req }: { req: express.Request }) => {
    const { identity } = await identifying(readCaller(req));
    return operationContext(identity, { ...kernel, localeOf: ports.account.localeOf }).context;
  };
  const app = express().use("/graphql", express.json(), expressMiddleware(apollo, { context }));
  const server = createServer((request, response) => void app(request, response));
  server.listen(config.port);
  await once(server, "listening");
  closer.opened(() => server.closeAllConnections());
  console.log("ready");
});
