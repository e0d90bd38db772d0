import { GraphQLError, type DocumentNode, type ExecutionArgs, type GraphQLSchema } from "graphql";
import { askedIn } from "./asked.ts";
import { newId } from "../subgraphs/kernel/id.ts";
import type { Identity } from "../subgraphs/kernel/viewer.ts";
import type { Gateway, OperationContext } from "./gateway.ts";

/** An operation as a client sent it over a socket. */
export type SocketPayload = {
  query: string;
  operationName?: string | null;
  variables?: Record<string, unknown> | null;
};

/** What graphql-ws hands back to be run: the runtime's own functions travel with the operation. */
export type PreparedOperation = ExecutionArgs & { rootValue: Pick<Enveloped, "execute" | "subscribe"> };

/** The runtime's own parse, validate and execute, with its plugins around them; it types none of them. */
type Enveloped = {
  schema: GraphQLSchema;
  parse: (query: string) => DocumentNode;
  validate: (schema: GraphQLSchema, document: DocumentNode) => readonly GraphQLError[];
  contextFactory: () => Promise<OperationContext>;
  execute: (args: ExecutionArgs) => unknown;
  subscribe: (args: ExecutionArgs) => unknown;
};

/** The runtime throws what it would answer over HTTP: where variables don't fit, for one. */
const answering =
  (run: (args: ExecutionArgs) => unknown) =>
  async (args: ExecutionArgs): Promise<unknown> => {
    try {
      return await run(args);
    } catch (error) {
      const errors = error instanceof AggregateError ? (error.errors as unknown[]) : [error];
      return { errors: errors.map(readable) };
    }
  };

const readable = (error: unknown): GraphQLError =>
  error instanceof GraphQLError ? error : new GraphQLError("The operation can't be read.");

/** Reads an operation for whoever the socket was proven for; the errors where it can't be run. */
export const prepareOperation = async (
  gateway: Gateway,
  identity: Identity,
  payload: SocketPayload,
): Promise<PreparedOperation | readonly GraphQLError[]> => {
  const context: OperationContext & { params: SocketPayload } = {
    identity: { ...identity, requestId: newId() },
    isOnSocket: true,
    params: payload,
  };
  const { schema, parse, validate, contextFactory, execute, subscribe } = gateway.getEnveloped(
    context as never,
  ) as unknown as Enveloped;
  try {
    const document = parse(payload.query);
    const errors = validate(schema, document);
    if (errors.length > 0) return errors;
    return {
      schema,
      document,
      operationName: payload.operationName,
      variableValues: payload.variables,
      contextValue: await contextFactory(),
      rootValue: { execute: answering(execute), subscribe: answering(subscribe) },
    };
  } catch (error) {
    return [readable(error)];
  }
};

/** Whether the client waits to be told of the end of its session. */
export const asksForFarewell = (prepared: PreparedOperation): boolean =>
  askedIn(prepared).fields.includes("sessionEnded");
