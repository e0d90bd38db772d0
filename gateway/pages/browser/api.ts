/** What went wrong beside the answers that a page expects; a word of its own for each. */
export type TroubleKind = "rateLimited" | "unavailable" | "refused" | "failed";

export class Trouble extends Error {
  constructor(readonly kind: TroubleKind) {
    super(kind);
    this.name = "Trouble";
  }
}

const KINDS: Record<string, TroubleKind> = {
  RATE_LIMITED: "rateLimited",
  UNAVAILABLE: "unavailable",
  BAD_USER_INPUT: "refused",
};

/** A slow phone network is still answered; a dead one is not waited for. */
const ANSWERS_WITHIN_MS = 20_000;

type Reply = { data?: Record<string, unknown> | null; errors?: { extensions?: { code?: string } }[] };
export type Answer<T> = { result: T; /** By the server's clock, which the times in the answer are of. */ at: number };

/** Asks the API on this same address, as nobody: the page holds a secret of its own, and never a session. */
export const ask = async <T>(query: string, variables: Record<string, unknown>): Promise<Answer<T>> => {
  const { reply, at } = await send(JSON.stringify({ query, variables }));
  const [error] = reply.errors ?? [];
  if (error) throw new Trouble(KINDS[error.extensions?.code ?? ""] ?? "failed");
  return { result: reply.data?.result as T, at };
};

const send = async (body: string): Promise<{ reply: Reply; at: number }> => {
  try {
    const response = await fetch("graphql", {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "application/json",
        // What the API says to people is to be in the language of the page.
        "accept-language": document.documentElement.lang,
      },
      body,
      credentials: "omit",
      cache: "no-store",
      signal: AbortSignal.timeout(ANSWERS_WITHIN_MS),
    });
    return { reply: (await response.json()) as Reply, at: Date.parse(response.headers.get("date") ?? "") };
  } catch {
    throw new Trouble("unavailable");
  }
};
