import type { TypedDocumentString } from "./operations.ts";
import { Refused, refusedBy, type GraphQLFault } from "./refused.ts";

export type Endpoint = {
  /** Of the server, without /graphql. */
  url: string;
  fetch?: typeof fetch;
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
  const request = {
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
