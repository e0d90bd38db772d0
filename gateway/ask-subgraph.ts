import type { unifiedGraphHandler } from "@graphql-hive/router-runtime";
import type { SubgraphName } from "../subgraphs/kernel/config.ts";
import type { executeOn } from "../subgraphs/kernel/execute.ts";
import type { Tracing } from "../subgraphs/kernel/tracing.ts";
import { ADMISSION, IDENTITY, type AdmissionSeal, type IdentitySeal } from "../subgraphs/kernel/viewer.ts";
import { inTime } from "./deadline.ts";
import type { OperationContext } from "./gateway.ts";
import { traceSubgraphs } from "./tracing.ts";
import { withTypenames } from "./typenames.ts";

/** How the planner's runtime asks a subgraph of that name. */
export type AskSubgraph = Parameters<typeof unifiedGraphHandler>[0]["onSubgraphExecute"];

type Extensions = Record<string, unknown> | undefined;

type Needs = {
  /** Subgraphs of this process. */
  local: Partial<Record<SubgraphName, ReturnType<typeof executeOn>>>;
  identities: IdentitySeal;
  admissions: AdmissionSeal;
  tracing: Tracing;
};

/**
 * Vouches for who asks in each request to a subgraph. What signs in answers with the new viewer, and the rest of that operation
 * is asked for them; the context is of one operation, so nobody else's is touched.
 */
const vouching =
  ({ identities, admissions }: Needs, ask: AskSubgraph): AskSubgraph =>
  async (name, request) => {
    const context = request.context as OperationContext;
    const result = await ask(name, {
      ...request,
      document: withTypenames(request.document),
      extensions: { [IDENTITY]: identities.vouch(context.identity) },
    });
    if (Symbol.asyncIterator in result) return result;
    const admitted = admissions.verify((result.extensions as Extensions)?.[ADMISSION]);
    if (!admitted) return result;
    const { identity } = context;
    context.identity = {
      ...identity,
      ...(admitted.viewer ? { viewer: admitted.viewer, hasBadToken: false } : {}),
      opened: [...(identity.opened ?? []), ...admitted.opened],
    };
    return result;
  };

/**
 * Subgraphs of this process are called, past the runtime's transports and hooks: for each question those make an object with
 * getters, and V8 keeps what a getter holds on to, here the whole request, until it looks through all of the heap. Others are
 * asked by `askApart`.
 */
export const askSubgraph = (needs: Needs, askApart: AskSubgraph): AskSubgraph => {
  const called = new Map(Object.entries(needs.local).map(([name, execute]) => [name, inTime(execute)]));
  const ask: AskSubgraph = (name, request) => {
    const execute = called.get(name);
    return execute ? (execute(request as never) as never) : askApart(name, request);
  };
  return vouching(needs, traceSubgraphs(needs.tracing, ask));
};
