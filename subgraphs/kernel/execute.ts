import { execute, GraphQLError, subscribe, type DocumentNode, type ExecutionResult } from "graphql";
import type { Context } from "./context.ts";
import { languageOf, type Language } from "./language.ts";
import type { Log } from "./log.ts";
import type { Metrics } from "./metrics.ts";
import { observeMutations } from "./observe.ts";
import { presentError } from "./present.ts";
import { unauthenticated } from "./refusal.ts";
import type { Subgraph } from "./subgraph.ts";
import { ADMISSION, IDENTITY, type AdmissionSeal, type Admission, type Identity, type IdentitySeal } from "./viewer.ts";

export type SubgraphRequest = {
  document: DocumentNode;
  variables?: Record<string, unknown>;
  operationName?: string;
  operationType?: string;
  extensions?: Record<string, unknown>;
};

/** The language that an account chose, as a BCP 47 tag; null where nobody has this id. */
export type LocaleOf = (accountId: string) => Promise<string | null>;

type ContextNeeds = { admissions: AdmissionSeal; localeOf: LocaleOf };
type Needs = ContextNeeds & { identities: IdentitySeal; log: Log; metrics: Metrics };
type Answer = Promise<ExecutionResult | AsyncIterable<ExecutionResult>>;

/** The context of one operation, and what it leaves for the answer's extensions. */
export const operationContext = (identity: Identity, { admissions, localeOf }: ContextNeeds) => {
  const admission: Admission = { viewer: null, opened: [] };
  let asked: { accountId: string; language: Promise<Language> } | null = null;
  const context: Context = {
    identity,
    // On `this`: Apollo Server gives each operation a copy of its context, and the resolvers read from the copy.
    admit(viewer) {
      admission.viewer = viewer;
      this.identity = { ...this.identity, viewer, hasBadToken: false };
    },
    // Every row of a list may ask: the account is looked at once.
    async language(instead = null) {
      const { language, viewer } = this.identity;
      if (language || !viewer) return language ?? languageOf(instead);
      if (asked?.accountId !== viewer.accountId)
        asked = { accountId: viewer.accountId, language: localeOf(viewer.accountId).then(languageOf) };
      return asked.language;
    },
    open(opened) {
      admission.opened.push(opened);
      this.identity = { ...this.identity, opened: [...(this.identity.opened ?? []), opened] };
    },
  };
  const isEmpty = () => admission.viewer === null && admission.opened.length === 0;
  return { context, extensions: () => (isEmpty() ? {} : { extensions: { [ADMISSION]: admissions.sign(admission) } }) };
};

/** Runs an operation of the gateway on a subgraph of this process, for whom the gateway vouches. */
export const executeOn = ({ schema }: Subgraph, needs: Needs) => {
  observeMutations(schema, needs.metrics);
  return async ({ document, variables, operationName, operationType, extensions }: SubgraphRequest): Answer => {
    const { identities, log } = needs;
    const identity = identities.verify(extensions?.[IDENTITY]);
    if (!identity)
      return { errors: [presentError(log, "")(new GraphQLError("", { originalError: unauthenticated() })) as never] };

    const { context, extensions: admission } = operationContext(identity, needs);
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
