import { GraphQLError, type ExecutionResult, type GraphQLFormattedError } from "graphql";
import { MASKED, REFUSAL_CODES, UNAVAILABLE_NOW, type RefusalCode } from "../subgraphs/kernel/refusal.ts";
import { argumentFault } from "../subgraphs/kernel/variable-error.ts";

const isListed = (code: unknown): code is RefusalCode => REFUSAL_CODES.includes(code as RefusalCode);

/** What the runtime calls a subgraph that is dead, hangs up in the middle of an answer, or is too slow. */
const AWAY = ["DOWNSTREAM_SERVICE_ERROR", "SUBREQUEST_HTTP_ERROR", "TIMEOUT_ERROR", "SHUTTING_DOWN"];

export const isAway = (code: unknown): boolean => typeof code === "string" && AWAY.includes(code);

/** What stands in place of the answer of a subgraph that is not waited for. */
export const awayResult = (): ExecutionResult => ({
  errors: [new GraphQLError(UNAVAILABLE_NOW, { extensions: { code: "UNAVAILABLE" } })],
});

/** What another part of the road called it, in the words of the contract. */
const codeOf = ({ extensions, path }: GraphQLFormattedError): RefusalCode => {
  const code = extensions?.code;
  if (isListed(code)) return code;
  if (isAway(code)) return "UNAVAILABLE";
  // Before execution there is no path: the document, the variables or the request itself were refused.
  return path ? "INTERNAL_SERVER_ERROR" : "BAD_USER_INPUT";
};

/** Of what was refused before it ran: 400, but for clients that ask for plain JSON and are told 200. */
const REFUSED = { status: 400, spec: true };

/** An error as a client sees it: a code of the closed list, and nothing of how the system is made inside. */
export const presentError = (error: GraphQLFormattedError): GraphQLError => {
  const code = codeOf(error);
  const fault = argumentFault(error.message);
  const field = fault?.field ?? error.extensions?.field;
  const message = MASKED[code] ?? fault?.message ?? error.message.replace(/ Did you mean .*\?$/, "");
  return new GraphQLError(message, {
    path: error.path,
    extensions: { code, ...(typeof field === "string" ? { field } : {}) },
  });
};

export const presentResult = <T extends ExecutionResult>(result: T): T =>
  result.errors ? { ...result, errors: result.errors.map(presentError) } : result;

/**
 * The same, with the HTTP status that the runtime is to answer with. None of its own where a part is answered: the runtime
 * calls a subgraph that was too slow 504, and a client that heard that would throw the rest away.
 */
export const presentHttpResult = <T extends ExecutionResult>(result: T): T => {
  if (!result.errors || result.data) return presentResult(result);
  return { ...result, errors: result.errors.map(withStatus) };
};

/** Codes of what may well be done in a moment. */
const PASSING: RefusalCode[] = ["RATE_LIMITED", "UNAVAILABLE"];
/** In seconds, for clients and proxies that wait as they are told (RFC 9110, 10.2.3). */
export const COME_AGAIN = { "retry-after": "1" };

const withStatus = (error: GraphQLFormattedError): GraphQLError => {
  const { message, path, extensions } = presentError(error);
  const http = {
    ...(error.extensions?.http ?? (error.path ? {} : REFUSED)),
    ...(PASSING.includes(extensions.code as RefusalCode) ? { headers: COME_AGAIN } : {}),
  };
  return new GraphQLError(message, { path, extensions: { ...extensions, http } });
};
