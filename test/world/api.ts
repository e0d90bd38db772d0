/** What one operation came back with, from the status line to the last error. */
export type Reply = {
  status: number;
  headers: Headers;
  body: {
    data?: Answered;
    errors?: { message: string; path?: string[]; extensions: { code: string; field?: string } }[];
  };
};

type Answered = Awaited<ReturnType<Response["json"]>>;

export type Asking = {
  variables?: Record<string, unknown>;
  token?: string | null;
  ip?: string;
  headers?: Record<string, string>;
};

/** Sends an operation as an app does. */
export const post = async (url: string, query: string, asking: Asking = {}): Promise<Reply> => {
  const { variables, token, ip, headers } = asking;
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "application/graphql-response+json, application/json",
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(ip ? { "x-forwarded-for": ip } : {}),
      ...headers,
    },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Reply["body"] };
};

/** The code of the first error, or null where there was none. */
export const codeOf = ({ body }: Reply): string | null => body.errors?.[0]?.extensions.code ?? null;
