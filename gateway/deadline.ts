import type { ExecutionResult } from "graphql";
import { awayResult } from "./present.ts";
import type { executeOn } from "../subgraphs/kernel/execute.ts";
import { SECOND } from "../subgraphs/kernel/clock.ts";

type Execute = ReturnType<typeof executeOn>;

/** How long the gateway waits for a subgraph, wherever that runs. What other subgraphs said is answered without it. */
export const SUBGRAPH_DEADLINE_MS = 5 * SECOND;

/** The same deadline for a subgraph of this process that HTTP keeps for one that runs apart. */
export const inTime =
  (execute: Execute): Execute =>
  async (request) => {
    if (request.operationType === "subscription") return execute(request);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<ExecutionResult>((resolve) => {
      timer = setTimeout(() => resolve(awayResult()), SUBGRAPH_DEADLINE_MS);
    });
    try {
      return await Promise.race([execute(request), late]);
    } finally {
      clearTimeout(timer);
    }
  };
