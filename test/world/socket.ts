import { createClient, type Client } from "graphql-ws";
import { WebSocket } from "ws";

const COMES_WITHIN_MS = 8_000;

export type Close = { code: number; reason: string };

/** One subscription, read one event at a time. */
export type Watching<T> = {
  /** The next event, or a complaint that none came. */
  next(): Promise<T>;
  /** What came and was not read. */
  unread(): T[];
  /** How it ended: by itself (null), or with what was wrong. */
  ended: Promise<unknown>;
  stop(): void;
};

export type Socket = {
  watches<T = Event>(query: string, variables?: Record<string, unknown>): Watching<T>;
  /** Sends a ping with a fresh token, as an app does before its old one ends; true when it was heard and not refused. */
  renews(token: string): Promise<boolean>;
  closed: Promise<Close>;
  close(): Promise<void>;
};

/** An event of any of the subscriptions. */
export type Event = {
  kind: string;
  requestId: string;
  status: string;
  reason: string;
  sessionId: string;
  request: Request;
  apps: { id: string; name: string }[];
  sessionsEnded: number;
};

type Request = {
  id: string;
  purpose: string;
  accountEmail: string;
  code: string;
  app: { id: string; name: string };
  device: { name: string; model: string };
  ipAddress: string;
  location: { city: string | null; countryCode: string | null; provider: string | null; notice: string };
  requestedAt: string;
  expiresAt: string;
  risks: string[];
};

export const within = async <T>(promise: Promise<T>, what: string, ms = COMES_WITHIN_MS): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
};

const reading = <T>(client: Client, query: string, variables?: Record<string, unknown>): Watching<T> => {
  const unread: T[] = [];
  let arrived = () => {};
  let end: (how: unknown) => void = () => {};
  const ended = new Promise<unknown>((resolve) => (end = resolve));
  const stop = client.subscribe<{ event: T }>(
    { query, variables },
    {
      next: ({ data, errors }) => {
        if (errors) end(errors);
        if (data) unread.push(data.event);
        arrived();
      },
      error: (how) => end(how),
      complete: () => end(null),
    },
  );
  const next = async (): Promise<T> => {
    const event = unread.shift();
    if (event) return event;
    const over = ended.then((how) => Promise.reject(new Error(`the subscription ended: ${JSON.stringify(how)}`)));
    await within(Promise.race([new Promise<void>((resolve) => (arrived = resolve)), over]), "no event came");
    return next();
  };
  return { next, unread: () => [...unread], ended, stop };
};

/** A socket as an app holds it: graphql-transport-ws, without coming back by itself. */
export const openSocket = async (
  url: string,
  { token, ip = "127.0.0.1", origin }: { token?: string | null; ip?: string; origin?: string },
): Promise<Socket> => {
  class Placed extends WebSocket {
    constructor(address: string, protocols: string[]) {
      super(address, protocols, { headers: { "x-forwarded-for": ip, ...(origin ? { origin } : {}) } });
    }
  }
  let socket: WebSocket | undefined;
  let closes: (close: Close) => void = () => {};
  const closed = new Promise<Close>((resolve) => (closes = resolve));
  const client = createClient({
    url: `${url.replace("http", "ws")}/graphql`,
    webSocketImpl: Placed,
    connectionParams: token ? { authorization: `Bearer ${token}` } : {},
    retryAttempts: 0,
    lazy: false,
    onNonLazyError: () => undefined,
  });
  client.on("closed", (event) => {
    const { code, reason } = event as Close;
    closes({ code, reason });
  });
  const connected = new Promise<void>((resolve) => {
    client.on("connected", (opened) => {
      socket = opened as WebSocket;
      resolve();
    });
  });
  const refused = closed.then(({ code, reason }) => Promise.reject(new Error(`the socket closed: ${code} ${reason}`)));
  refused.catch(() => undefined);
  await within(Promise.race([connected, refused]), "the socket did not open");
  return {
    watches: <T = Event>(query: string, variables?: Record<string, unknown>) => reading<T>(client, query, variables),
    renews: async (fresh) => {
      const answered = new Promise<true>((resolve) => {
        const stopListening = client.on("pong", () => {
          stopListening();
          resolve(true);
        });
      });
      socket?.send(JSON.stringify({ type: "ping", payload: { authorization: `Bearer ${fresh}` } }));
      return Promise.race([answered, closed.then(() => false)]);
    },
    closed,
    close: async () => {
      await client.dispose();
      await closed;
    },
  };
};
