import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { createClient } from "graphql-ws";
import { WebSocket } from "ws";
import { Unexpected } from "./teller.ts";

type Body = { data?: unknown; errors?: { message: string; extensions?: { code?: string } }[] };
type Mail = { id: string; kind: string; to: string; subject: string; text: string };

/** What a client app can do: send an operation of schema/operations, hold a socket; and what a person can: read mail. */
export type Api = {
  ask<T>(operation: string, variables?: Record<string, unknown>, accessToken?: string): Promise<T>;
  /** The code of the error that the operation ends in. */
  refusalOf(operation: string, accessToken: string): Promise<string>;
  listen(accessToken: string): Socket;
  /** Codes of the mails to this address, each handed out once. */
  nextMailedCode(address: string): Promise<{ subject: string; code: string }>;
};

export type Socket = {
  /** Events of a subscription, by its root field. */
  events<T>(operation: string, field: string): Events<T>;
  /** The code that it is closed with. */
  closed: Promise<number>;
  close(): Promise<void>;
};

export type Events<T> = {
  /** The next event that is wanted; those before it are passed over. */
  next<Wanted extends T>(isWanted: (event: T) => event is Wanted, what: string): Promise<Wanted>;
};

/** How long the story waits for what should come within moments. */
const PATIENCE_MS = 5_000;
const LOOK_EVERY_MS = 50;

const textOf = (operation: string): string =>
  readFileSync(new URL(`../../schema/operations/${operation}.graphql`, import.meta.url), "utf8");

export const within = async <T>(promise: Promise<T>, sent: string, expected: string): Promise<T> => {
  const stop = new AbortController();
  const late = pause(PATIENCE_MS, undefined, { signal: stop.signal }).then((): never => {
    throw new Unexpected(sent, expected, `nothing for ${PATIENCE_MS / 1_000} s`);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    late.catch(() => undefined);
    stop.abort();
  }
};

/** `seenFrom`: the address that a server behind a trusted proxy sees; any other ignores it. */
export const apiAt = (url: string, seenFrom: string): Api => {
  const post = async (operation: string, variables: object, accessToken?: string): Promise<Body> => {
    const response = await fetch(`${url}/graphql`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-forwarded-for": seenFrom,
        ...(accessToken ? { authorization: `Bearer ${accessToken}` } : {}),
      },
      body: JSON.stringify({ query: textOf(operation), variables }),
    });
    return (await response.json()) as Body;
  };

  const read = new Set<string>();
  const unreadMail = async (address: string): Promise<Mail | undefined> => {
    const messages = (await (await fetch(`${url}/inbox.json`)).json()) as Mail[];
    return messages.find(
      ({ id, kind, to, text }) => kind === "mail" && to === address && !read.has(id) && codeIn(text),
    );
  };

  return {
    ask: async <T>(operation: string, variables = {}, accessToken?: string): Promise<T> => {
      const { data, errors } = await post(operation, variables, accessToken);
      if (errors || !data) throw new Unexpected(operation, "an answer", errors ?? "no data");
      return data as T;
    },
    refusalOf: async (operation, accessToken) => {
      const body = await post(operation, {}, accessToken);
      const code = body.errors?.[0]?.extensions?.code;
      if (!code) throw new Unexpected(operation, "a refusal", body);
      return code;
    },
    listen: (accessToken) => openSocket(`${url.replace(/^http/, "ws")}/graphql`, accessToken),
    nextMailedCode: async (address) => {
      const deadline = performance.now() + PATIENCE_MS;
      let mail = await unreadMail(address);
      while (!mail && performance.now() < deadline) {
        await pause(LOOK_EVERY_MS);
        mail = await unreadMail(address);
      }
      const code = codeIn(mail?.text ?? "");
      if (!mail || !code) throw new Unexpected("GET /inbox.json", `a mail with a code to ${address}`, "none");
      read.add(mail.id);
      return { subject: mail.subject, code };
    },
  };
};

const codeIn = (text: string): string | undefined => /^\s*(\d{6})\s*$/m.exec(text)?.[1];

const openSocket = (url: string, accessToken: string): Socket => {
  const closing = Promise.withResolvers<number>();
  const client = createClient({
    url,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${accessToken}` },
    retryAttempts: 0,
    lazyCloseTimeout: PATIENCE_MS,
    on: { closed: (event) => closing.resolve((event as { code: number }).code) },
  });
  return {
    events: <T>(operation: string, field: string): Events<T> => {
      const results = client.iterate<Record<string, T>>({ query: textOf(operation) });
      // Asked for right away, so that the subscription stands before anything happens.
      let upcoming = results.next();
      upcoming.catch(() => undefined);
      const nextOf = async (): Promise<T> => {
        const { value } = await upcoming;
        const event = (value as { data?: Record<string, T> } | undefined)?.data?.[field];
        if (event === undefined) throw new Unexpected(operation, "an event", value ?? "the end");
        upcoming = results.next();
        upcoming.catch(() => undefined);
        return event;
      };
      const until = async <Wanted extends T>(isWanted: (event: T) => event is Wanted): Promise<Wanted> => {
        const event = await nextOf();
        return isWanted(event) ? event : until(isWanted);
      };
      return { next: (isWanted, what) => within(until(isWanted), `subscription ${field}`, what) };
    },
    closed: closing.promise,
    close: async () => client.dispose(),
  };
};
