import type { GatewayPlugin } from "@graphql-hive/gateway-runtime";
import type { ExecutionArgs, ExecutionResult } from "graphql";
import { TRACE, type Tell, type Tracing } from "../subgraphs/kernel/tracing.ts";
import type { AskSubgraph } from "./ask-subgraph.ts";
import { askedIn } from "./asked.ts";
import type { OperationContext } from "./gateway.ts";

/** `mutation signIn` */
const nameOf = (args: ExecutionArgs): string => {
  const { kind, fields } = askedIn(args);
  return [kind, ...new Set(fields)].join(" ");
};

const tellErrors = (tell: Tell, result: unknown): void => {
  const [first] = (result as ExecutionResult | undefined)?.errors ?? [];
  if (first) tell({}, String(first.extensions.code));
};

/** A span for each operation. A trace begins here: what a client says of its own is a stranger's, and not followed. */
export const tracePlugin = (tracing: Tracing): GatewayPlugin<OperationContext> =>
  tracing.isOn
    ? {
        onExecute: ({ executeFn, setExecuteFn }) => {
          setExecuteFn((args: ExecutionArgs) =>
            tracing.span(nameOf(args), "SERVER", async (tell) => {
              tell({ "countersign.request_id": (args.contextValue as OperationContext).identity.requestId });
              const result: unknown = await executeFn(args);
              tellErrors(tell, result);
              return result;
            }),
          );
        },
      }
    : {};

/** A span for each question to a subgraph, which goes on with it. */
export const traceSubgraphs = (tracing: Tracing, ask: AskSubgraph): AskSubgraph =>
  tracing.isOn
    ? (name, request) =>
        tracing.span(name, "CLIENT", async (tell) => {
          const extensions = { ...(request.extensions as object), [TRACE]: tracing.carry() };
          const result = await ask(name, { ...request, extensions });
          tellErrors(tell, result);
          return result;
        })
    : ask;
