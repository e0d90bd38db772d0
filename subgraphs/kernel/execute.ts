import { execute, GraphQLError, subscribe, type DocumentNode, type ExecutionResult } from "graphql";
import type { Context } from "./context.ts";
import type { Log } from "./log.ts";
import { presentError } from "./present.ts";
import { unauthenticated } from "./refusal.ts";
import type { Subgraph } from "./subgraph.ts";
import { ADMISSION, IDENTITY, type AdmissionSeal, type Identity, type IdentitySeal, type Viewer } from "./viewer.ts";

export type SubgraphRequest = {
  document: DocumentNode;
  variables?: Record<string, unknown>;
  operationName?: string;
  operationType?: string;
  extensions?: Record<string, unknown>;
};

type Needs = { identities: IdentitySeal; admissions: AdmissionSeal; log: Log };
type Answer = Promise<ExecutionResult | AsyncIterable<ExecutionResult>>;

/** The context of one operation, and what it leaves for the answer's extensions. */
export const operationContext = (identity: Identity, admissions: AdmissionSeal) => {
  let admitted: Viewer | null = null;
  const context: Context = {
    identity,
    // On `this`: Apollo Server gives each operation a copy of its context, and the resolvers read from the copy.
    admit(viewer) {
      admitted = viewer;
      this.identity = { ...this.identity, viewer, hasBadToken: false };
    },
  };
  return { context, extensions: () => (admitted ? { extensions: { [ADMISSION]: admissions.sign(admitted) } } : {}) };
};

/** Runs an operation of the gateway on a subgraph of this process, with the same proof of identity as over the wire. */
export const executeOn =
  ({ schema }: Subgraph, { identities, admissions, log }: Needs) =>
  async ({ document, variables, operationName, operationType, extensions }: SubgraphRequest): Answer => {
    const identity = identities.verify(extensions?.[IDENTITY]);
    if (!identity)
      return { errors: [presentError(log, "")(new GraphQLError("", { originalError: unauthenticated() })) as never] };

    const { context, extensions: admission } = operationContext(identity, admissions);
    const present = presentError(log, identity.requestId);
    const presented = (result: ExecutionResult): ExecutionResult => ({
      ...result,
      ...(result.errors ? { errors: result.errors.map(present) as never } : {}),
      ...admission(),
    });
    const args = { schema, document, variableValues: variables, operationName, contextValue: context };
    if (operationType !== "subscription") return presented(await execute(args));

    const stream = await subscribe(args);
    return Symbol.asyncIterator in stream ? mapStream(stream, presented) : presented(stream);
  };

/** Maps without a generator of its own, so that `return` reaches the source even while it waits. */
const mapStream = <T, R>(source: AsyncGenerator<T, void, void>, change: (item: T) => R): AsyncIterableIterator<R> => ({
  [Symbol.asyncIterator]() {
    return this;
  },
  next: async () => {
    const { done, value } = await source.next();
    return done ? { done: true, value: undefined } : { done: false, value: change(value) };
  },
  return: async () => {
    await source.return();
    return { done: true, value: undefined };
  },
});
