import "reflect-metadata";
import { buildSubgraphSchema, printSubgraphSchema } from "@apollo/subgraph";
import { parse, type GraphQLSchema } from "graphql";
import { buildSchema, createResolversMap } from "type-graphql";
import type { SubgraphName } from "./config.ts";
import type { Context } from "./context.ts";
import type { OpenDownload } from "./download.ts";

export type Subgraph = {
  name: SubgraphName;
  sdl: string;
  schema: GraphQLSchema;
  /** The files that it has behind links, beside what it answers in GraphQL. */
  openDownload?: OpenDownload;
};

/** What a subgraph answers for an entity that another subgraph named. Answers or throws, never null for what exists. */
export type ReferenceResolver = (reference: Record<string, string>, context: Context) => unknown;

/** A live source. It ends when its consumer returns it. */
export type SubscriptionSource = (
  args: Record<string, unknown>,
  context: Context,
) => AsyncIterable<unknown> | Promise<AsyncIterable<unknown>>;

type ResolverInstance = object;
type Parts = {
  name: SubgraphName;
  resolvers: ResolverInstance[];
  /** Object types that no root field reaches: entities and members of interfaces. */
  types: (abstract new (...args: never[]) => object)[];
  references: Record<string, ReferenceResolver>;
  subscriptions?: Record<string, SubscriptionSource>;
};

const FEDERATION = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@shareable", "@external", "@requires", "@inaccessible", "@authenticated", "@requiresScopes"])\n`;

/** type-graphql wants a bus for any subscription; ours yield from their own sources instead. */
const NO_BUS = {
  publish: () => undefined,
  subscribe: () => ({ [Symbol.asyncIterator]: () => NO_BUS_ITERATOR }) as never,
};
const NO_BUS_ITERATOR = { next: () => Promise.resolve({ done: true, value: undefined }) };

/** Joins resolver instances and entity types into one Federation 2 subgraph. One at a time: type-graphql builds in global state. */
export const buildSubgraph = async ({
  name,
  resolvers,
  types,
  references,
  subscriptions = {},
}: Parts): Promise<Subgraph> => {
  const schema = await buildSchema({
    resolvers: resolvers.map((it) => it.constructor) as unknown as [new () => object],
    orphanedTypes: types,
    container: new Map(resolvers.map((it) => [it.constructor, it] as const)) as never,
    validate: false,
    pubSub: NO_BUS,
  });
  const sdl = FEDERATION + printSubgraphSchema(schema);
  const resolverMap = createResolversMap(schema) as Record<string, Record<string, unknown>>;
  for (const [type, resolve] of Object.entries(references))
    resolverMap[type] = { ...resolverMap[type], __resolveReference: resolve };
  for (const [field, source] of Object.entries(subscriptions))
    resolverMap.Subscription = {
      ...resolverMap.Subscription,
      [field]: {
        subscribe: (_: unknown, args: Record<string, unknown>, context: Context) => source(args, context),
        resolve: (it: unknown) => it,
      },
    };
  return { name, sdl, schema: buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolverMap as never }]) };
};
