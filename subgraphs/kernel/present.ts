import { GraphQLError, type GraphQLFormattedError } from "graphql";
import type { Log } from "./log.ts";
import { MASKED, Refusal, type RefusalCode } from "./refusal.ts";
import { argumentFault } from "./variable-error.ts";

/** MongoDB's own codes where it has no primary now, or is about to stop. */
const NO_PRIMARY = [91, 189, 10_107, 11_600, 11_602, 13_435, 13_436];

/** What the driver calls a server that is gone, frozen, or not the primary any more. */
const NO_SERVER =
  /^Mongo(ServerSelection|ServerClosed|Network|NotConnected|PoolC|StalePrimary|WaitQueueTimeout|WriteConcern|Topology|NotPrimary|OperationTimeout)/;

/** What MongoDB or the driver marks as good to try again. */
const LABELS = ["TransientTransactionError", "UnknownTransactionCommitResult", "RetryableWriteError"];

const labelsOf = (error: Error): readonly string[] =>
  "errorLabels" in error && Array.isArray(error.errorLabels) ? (error.errorLabels as string[]) : [];

/** Around what went wrong in a write of several documents the driver puts an error of its own, which says less. */
const causeOf = (error: Error): Error =>
  error.name === "MongoBulkWriteError" && "errorResponse" in error && error.errorResponse instanceof Error
    ? error.errorResponse
    : error;

/** MongoDB is away, has no primary or can't reach a majority, or this process can open no more: nothing is wrong with the request. */
const isUnavailable = (thrown: Error): boolean => {
  const error = causeOf(thrown);
  const code = "code" in error ? error.code : null;
  return (
    NO_SERVER.test(error.name) ||
    // Of what was under way with a member when that was found to be frozen.
    error.name === "PoolClearedOnNetworkError" ||
    // Of a connection that breaks while it is written to, the driver passes on what the system said.
    /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/.test(String(code)) ||
    // No file, connection or thread more, until others are closed.
    /^(EMFILE|ENFILE|ERR_WORKER_INIT_FAILED)$/.test(String(code)) ||
    NO_PRIMARY.includes(Number(code)) ||
    labelsOf(error).some((label) => LABELS.includes(label))
  );
};

const codeOf = (cause: unknown): RefusalCode => {
  if (cause instanceof Refusal) return cause.code;
  // Without a cause of its own it is the document, a variable or a scalar that GraphQL refused.
  if (cause === undefined || cause instanceof GraphQLError) return "BAD_USER_INPUT";
  return cause instanceof Error && isUnavailable(cause) ? "UNAVAILABLE" : "INTERNAL_SERVER_ERROR";
};

/** The only shape in which an error leaves a subgraph: a code of the closed list, no stack, no driver's words, no value. */
export const presentError =
  (log: Log, requestId: string) =>
  (error: GraphQLError): GraphQLFormattedError => {
    const cause = error.originalError;
    const code = codeOf(cause);
    if (code === "INTERNAL_SERVER_ERROR")
      log.error({ requestId, path: error.path, stack: cause?.stack }, "a resolver failed");
    const { message, field } =
      cause instanceof Refusal ? cause : (argumentFault(error.message) ?? { message: error.message, field: undefined });
    return {
      message: MASKED[code] ?? message,
      ...(error.path ? { path: error.path } : {}),
      extensions: { code, ...(field ? { field } : {}) },
    };
  };
