import type { TypedDocumentString } from "../../../sdk/operations.ts";
import { post } from "../../../sdk/post.ts";
import { Refused, type RefusalCode } from "../../../sdk/refused.ts";

/** What a page says to what is no answer; a word of its own for each. */
const WORDS: Partial<Record<RefusalCode, string>> = {
  RATE_LIMITED: "rateLimited",
  UNAVAILABLE: "unavailable",
  NETWORK: "unavailable",
  BAD_USER_INPUT: "refused",
};

export const wordOf = (error: unknown): string => (error instanceof Refused && WORDS[error.code]) || "failed";

/** The server that this page is from, without a slash at the end. */
export const server = (): string => new URL(".", location.href).href.replace(/\/$/, "");

/** A slow phone network is still answered; a dead one is not waited for. */
const ANSWERS_WITHIN_MS = 20_000;

export type Answer<Result> = {
  result: Result;
  /** By the server's clock, which the times in the answer are of. */ at: number;
};

/** Asks the API on this same address, as nobody: the page holds a secret of its own, and never a session. */
export const ask = async <Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
): Promise<Answer<Result>> => {
  let at = NaN;
  const send = async (url: string, request: RequestInit) => {
    const response = await fetch(url, {
      ...request,
      credentials: "omit",
      cache: "no-store",
      signal: AbortSignal.timeout(ANSWERS_WITHIN_MS),
    });
    at = Date.parse(response.headers.get("date") ?? "");
    return response;
  };
  // What the API says to people is to be in the language of the page.
  const headers = { "accept-language": window.document.documentElement.lang };
  return { result: await post({ url: server(), fetch: send, headers }, document, variables, null), at };
};
