import type { GatewayPlugin } from "@graphql-hive/gateway-runtime";
import type { DocumentNode, ExecutionResult } from "graphql";
import type { Log } from "../subgraphs/kernel/log.ts";
import { askedIn } from "./asked.ts";
import type { OperationContext } from "./gateway.ts";

type Executed = { document: DocumentNode; operationName?: string | null; contextValue: OperationContext };

const codesOf = (result: unknown): unknown[] =>
  ((result as ExecutionResult | undefined)?.errors ?? []).map(({ extensions }) => extensions.code);

/** One line an operation, at level `info`: what was asked, how long it took and what went wrong, by its request id. */
export const operationLog = (log: Log): GatewayPlugin<OperationContext> => {
  if (!log.isLevelEnabled("info")) return {};
  const line = (executed: Executed, more: object): void => {
    const { requestId, viewer } = executed.contextValue.identity;
    const { fields } = askedIn(executed);
    log.info({ requestId, accountId: viewer?.accountId, fields, ...more }, "operation");
  };
  return {
    onExecute: ({ args }) => {
      const startedAt = performance.now();
      const executed = args as unknown as Executed;
      return {
        onExecuteDone: ({ result }) =>
          line(executed, { ms: Math.round(performance.now() - startedAt), codes: codesOf(result) }),
      };
    },
    onSubscribe: ({ args }) => line(args as unknown as Executed, { isSubscription: true }),
  };
};
