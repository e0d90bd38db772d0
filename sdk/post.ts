import type { TypedDocumentString } from "./operations.ts";
import { Refused, refusedBy, type GraphQLFault } from "./refused.ts";

type Request = { method: "POST"; headers: Record<string, string>; body: string };
export type Fetch = (url: string, request: Request) => Promise<{ json(): Promise<unknown> }>;

export type Endpoint = {
  /** Of the server, without /graphql. */
  url: string;
  /** Where the global one will not do: to set a time limit, or what is sent along. */
  fetch?: Fetch;
  /** Beside our own, for example Accept-Language. */
  headers?: Record<string, string>;
};

type Body<Result> = { data?: Result | null; errors?: GraphQLFault[] };

/** One operation over HTTP. Throws Refused for whatever is not an answer of the result unions. */
export const post = async <Result, Variables>(
  { url, fetch: send = fetch, headers }: Endpoint,
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  accessToken: string | null,
): Promise<Result> => {
  const request: Request = {
    method: "POST",
    headers: {
      ...headers,
      "content-type": "application/json",
      accept: "application/graphql-response+json, application/json",
      ...(accessToken ? { authorization: `Bearer ${accessToken}` } : {}),
    },
    body: JSON.stringify({ query: document.toString(), variables }),
  };
  let body: Body<Result>;
  try {
    body = (await (await send(`${url}/graphql`, request)).json()) as Body<Result>;
  } catch (cause) {
    throw new Refused("NETWORK", "No answer came.", { cause });
  }
  if (body.errors || !body.data) throw refusedBy(body.errors ?? [], body.data);
  return body.data;
};
