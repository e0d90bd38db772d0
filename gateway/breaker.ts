import { BrokenCircuitError, circuitBreaker, CircuitState, ConsecutiveBreaker, handleAll } from "cockatiel";
import type { ExecutionResult } from "graphql";
import { SECOND } from "../subgraphs/kernel/clock.ts";
import { awayResult, isAway } from "./present.ts";

type Answer = ExecutionResult | AsyncIterable<ExecutionResult>;
type Asked = { operationType?: string };

/** So many in a row that were not answered, or not in time. */
const FAILURES = 5;
/** After that long one asks again, and decides for those that come after it; as long as it waits, no other is let through. */
const TRIED_AGAIN_MS = SECOND;

const hasFailed = (answer: unknown): boolean =>
  ((answer as ExecutionResult | undefined)?.errors ?? []).some(({ extensions }) => isAway(extensions.code));

/**
 * Spares a subgraph that is away, and whoever waits for it: after some failures in a row it is asked nothing for a moment, and
 * its fields are UNAVAILABLE at once. What streams keeps its own line.
 */
export const withBreaker = <Request extends Asked>(execute: (request: Request) => Promise<Answer> | Answer) => {
  const policy = circuitBreaker(handleAll.orWhenResult(hasFailed), {
    halfOpenAfter: TRIED_AGAIN_MS,
    breaker: new ConsecutiveBreaker(FAILURES),
  });
  return async (request: Request): Promise<Answer> => {
    if (request.operationType === "subscription") return execute(request);
    // The library has all others wait for the one that tries.
    if (policy.state === CircuitState.HalfOpen) return awayResult();
    try {
      return await policy.execute(async () => execute(request));
    } catch (error) {
      if (!(error instanceof BrokenCircuitError)) throw error;
      return awayResult();
    }
  };
};
