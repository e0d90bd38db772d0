import type { GatewayPlugin } from "@graphql-hive/gateway-runtime";
import { Kind, type DocumentNode, type ExecutionArgs, type ExecutionResult } from "graphql";
import { TRACE, type Tell, type Tracing } from "../subgraphs/kernel/tracing.ts";
import type { OperationContext } from "./gateway.ts";

/** `mutation signIn`: root fields by the schema's names, never what a client called them or the operation. */
const nameOf = ({ definitions }: DocumentNode): string => {
  for (const it of definitions)
    if (it.kind === Kind.OPERATION_DEFINITION) {
      const fields = it.selectionSet.selections.flatMap((field) =>
        field.kind === Kind.FIELD ? [field.name.value] : [],
      );
      return [it.operation, ...new Set(fields)].join(" ");
    }
  return "no operation";
};

const tellErrors = (tell: Tell, result: unknown): void => {
  const [first] = (result as ExecutionResult | undefined)?.errors ?? [];
  if (first) tell({}, String(first.extensions.code));
};

/**
 * A span for each operation, and one for each question to a subgraph, which goes on with it. A trace begins here: what a
 * client says of its own is a stranger's, and not followed.
 */
export const tracePlugin = (tracing: Tracing): GatewayPlugin<OperationContext> =>
  tracing.isOn
    ? {
        onExecute: ({ executeFn, setExecuteFn }) => {
          setExecuteFn((args: ExecutionArgs) =>
            tracing.span(nameOf(args.document), "SERVER", async (tell) => {
              tell({ "countersign.request_id": (args.contextValue as OperationContext).identity.requestId });
              const result: unknown = await executeFn(args);
              tellErrors(tell, result);
              return result;
            }),
          );
        },
        onSubgraphExecute: ({ subgraphName, executor, setExecutor }) => {
          setExecutor((request) =>
            tracing.span(subgraphName, "CLIENT", async (tell) => {
              const result = await executor({
                ...request,
                extensions: { ...(request.extensions as object), [TRACE]: tracing.carry() },
              });
              tellErrors(tell, result);
              return result;
            }),
          );
        },
      }
    : {};
