import type { GatewayPlugin } from "@graphql-hive/gateway-runtime";
import { Kind, type DocumentNode, type ExecutionResult } from "graphql";
import type { Log } from "../subgraphs/kernel/log.ts";
import type { OperationContext } from "./gateway.ts";

type Executed = { document: DocumentNode; contextValue: OperationContext };

/** Which root fields were asked for: names of the schema, never what a client called them or gave them. */
const fieldsOf = ({ definitions }: DocumentNode): string[] =>
  definitions.flatMap((it) =>
    it.kind === Kind.OPERATION_DEFINITION
      ? it.selectionSet.selections.flatMap((field) => (field.kind === Kind.FIELD ? [field.name.value] : []))
      : [],
  );

const codesOf = (result: unknown): unknown[] =>
  ((result as ExecutionResult | undefined)?.errors ?? []).map(({ extensions }) => extensions.code);

/** One line an operation, at level `info`: what was asked, how long it took and what went wrong, by its request id. */
export const operationLog = (log: Log): GatewayPlugin<OperationContext> => {
  if (!log.isLevelEnabled("info")) return {};
  const line = ({ document, contextValue }: Executed, more: object): void => {
    const { requestId, viewer } = contextValue.identity;
    log.info({ requestId, accountId: viewer?.accountId, fields: fieldsOf(document), ...more }, "operation");
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
