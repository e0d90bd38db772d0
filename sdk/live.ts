import { createClient, type Client } from "graphql-ws/client";
import type { TypedDocumentString } from "./operations.ts";
import { createQueue, type Queue } from "./queue.ts";
import { Refused, refusedBy, type GraphQLFault } from "./refused.ts";
import type { Tokens } from "./tokens.ts";

export type Live = {
  /** The events of a subscription, across every reconnect. `onReplay`: it was begun anew, and repeats what still holds. */
  events<Result, Variables>(
    document: TypedDocumentString<Result, Variables>,
    variables: Variables,
    onReplay?: () => void,
  ): Queue<Result>;
  close(): Promise<void>;
};

type Needs = {
  url: string;
  tokens: Pick<Tokens, "access" | "renew" | "restMs">;
  /** Where there is no global one. */
  webSocket?: unknown;
  onClosed?: (code: number) => void;
};

/** The server's words: the token ended and no fresh one came; the session ended. */
const TOKEN_ENDED = 4401;
const SESSION_ENDED = 4403;

type Sending = { send(text: string): void };
type Closing = { code?: number };

const codeOf = (how: unknown): number | undefined => (how as Closing | null)?.code;

/** One socket for all subscriptions, opened with the first and closed after the last. */
export const liveAt = ({ url, tokens, webSocket, onClosed }: Needs): Live => {
  let renewing: ReturnType<typeof setTimeout> | undefined;

  /** Before the token ends, the socket is told the next one; so it lives as long as the session. */
  const keepProven = (socket: Sending): void => {
    clearTimeout(renewing);
    renewing = setTimeout(() => void prove(socket), tokens.restMs());
  };
  const prove = async (socket: Sending): Promise<void> => {
    // Without one the server closes the socket, and whoever listens hears of it there.
    const token = await tokens.access().catch(() => null);
    if (token === null) return;
    socket.send(JSON.stringify({ type: "ping", payload: { authorization: `Bearer ${token}` } }));
    keepProven(socket);
  };

  const client = createClient({
    url: `${url.replace(/^http/, "ws")}/graphql`,
    webSocketImpl: webSocket,
    retryAttempts: Infinity,
    retryWait: pause,
    shouldRetry: (how) => codeOf(how) !== SESSION_ENDED,
    keepAlive: 20_000,
    connectionParams: async () => {
      const token = await tokens.access();
      return token === null ? {} : { authorization: `Bearer ${token}` };
    },
    on: {
      connected: (socket) => {
        if (tokens.restMs() > 0) keepProven(socket as Sending);
      },
      closed: (how) => {
        clearTimeout(renewing);
        onClosed?.(codeOf(how) ?? 0);
      },
    },
  });
  return {
    events: (document, variables, onReplay) => subscribe({ client, tokens }, document, variables, onReplay),
    close: async () => {
      clearTimeout(renewing);
      await client.dispose();
    },
  };
};

/** What no second try would change. */
const FATAL: ReadonlySet<number | undefined> = new Set([4400, 4406, 4409, 4429]);
/** What a fresh token may change: of this session, or of one that was begun since. Where there is none, the refusal says why. */
const NEEDS_TOKEN: ReadonlySet<number | undefined> = new Set([TOKEN_ENDED, SESSION_ENDED]);

const refusalIn = (how: unknown): Refused | null => {
  if (Array.isArray(how)) return refusedBy(how as GraphQLFault[]);
  if (!FATAL.has(codeOf(how))) return null;
  return new Refused("INTERNAL_SERVER_ERROR", "The socket was closed for good.", { cause: how });
};

const LONGEST_PAUSE_MS = 30_000;

/** Longer after each failure, half a minute at most; not all devices at the same moment, when a server comes back. */
const pause = (failures: number): Promise<void> => {
  const ms = Math.min(2 ** failures * 250, LONGEST_PAUSE_MS);
  return new Promise((resolve) => void setTimeout(resolve, (ms * (1 + Math.random())) / 2));
};

const subscribe = <Result, Variables>(
  { client, tokens }: { client: Client; tokens: Pick<Tokens, "renew"> },
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  onReplay: (() => void) | undefined,
): Queue<Result> => {
  let stop = () => {};
  let failures = 0;
  const queue = createQueue<Result>(() => {
    stop();
    stopHearing();
  });
  const stopHearing = client.on("connected", (_socket, _payload, wasRetry) => {
    if (wasRetry) onReplay?.();
  });

  const begin = (): void => {
    stop = client.subscribe<Result>(
      { query: document.toString(), variables: variables as Record<string, unknown> },
      {
        next: ({ data, errors }) => {
          if (errors) queue.fail(refusedBy(errors, data));
          else if (data) queue.push(data);
        },
        error: (how) => void recover(how),
        complete: () => queue.end(),
      },
    );
  };
  const recover = async (how: unknown): Promise<void> => {
    const refused = refusalIn(how);
    if (refused) {
      queue.fail(refused);
      return;
    }
    // A phone that slept beyond its token, and whose network may not be there yet: only an answer says that nobody is signed in.
    const token = NEEDS_TOKEN.has(codeOf(how)) ? await tokens.renew().catch(() => undefined) : "as it is";
    if (token === null) {
      queue.fail(new Refused("UNAUTHENTICATED", "Nobody is signed in any more.", { cause: how }));
      return;
    }
    if (token === undefined || token === "as it is") await pause((failures += 1));
    else failures = 0;
    if (queue.isOver()) return;
    if (token === undefined) return recover(how);
    onReplay?.();
    begin();
  };
  begin();
  return queue;
};
