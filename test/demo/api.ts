import { setTimeout as pause } from "node:timers/promises";
import { WebSocket } from "ws";
import { liveAt } from "../../sdk/live.ts";
import type { TypedDocumentString } from "../../sdk/operations.ts";
import { post } from "../../sdk/post.ts";
import { Refused } from "../../sdk/refused.ts";
import { Unexpected } from "./teller.ts";

type Mail = { id: string; kind: string; to: string; subject: string; text: string };

/** What a client app can do: send an operation of schema/operations, hold a socket; and what a person can: read mail. */
export type Api = {
  ask<Result, Variables>(
    document: TypedDocumentString<Result, Variables>,
    variables: Variables,
    accessToken?: string,
  ): Promise<Result>;
  /** The code of the error that the operation ends in. */
  refusalOf<Result, Variables>(
    document: TypedDocumentString<Result, Variables>,
    variables: Variables,
    accessToken: string,
  ): Promise<string>;
  listen(accessToken: string): Socket;
  /** Codes of the mails to this address, each handed out once. */
  nextMailedCode(address: string): Promise<{ subject: string; code: string }>;
};

export type Socket = {
  /** Events of a subscription: of what comes, what is looked at. */
  events<Result, Variables, T>(
    document: TypedDocumentString<Result, Variables>,
    variables: Variables,
    look: (result: Result) => T,
  ): Events<T>;
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
  const endpoint = { url, headers: { "x-forwarded-for": seenFrom } };

  const read = new Set<string>();
  const unreadMail = async (address: string): Promise<Mail | undefined> => {
    const messages = (await (await fetch(`${url}/inbox.json`)).json()) as Mail[];
    return messages.find(
      ({ id, kind, to, text }) => kind === "mail" && to === address && !read.has(id) && codeIn(text),
    );
  };

  return {
    ask: (document, variables, accessToken) => post(endpoint, document, variables, accessToken ?? null),
    refusalOf: async (document, variables, accessToken) => {
      try {
        const answer = await post(endpoint, document, variables, accessToken);
        throw new Unexpected(nameOf(document), "a refusal", answer);
      } catch (error) {
        if (error instanceof Refused) return error.code;
        throw error;
      }
    },
    listen: (accessToken) => openSocket(url, accessToken),
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

const nameOf = (document: { toString(): string }): string =>
  /(?:query|mutation|subscription) (\w+)/.exec(document.toString())?.[1] ?? "operation";

/** With one token for all its life: the story is short. */
const openSocket = (url: string, accessToken: string): Socket => {
  const closing = Promise.withResolvers<number>();
  const tokens = { access: async () => accessToken, renew: async () => null, restMs: () => 0 };
  const live = liveAt({ url, tokens, webSocket: WebSocket, onClosed: closing.resolve });
  return {
    events: (document, variables, look) => {
      const results = live.events(document, variables);
      const nextOf = async () => {
        const { done, value } = await results.next();
        if (done) throw new Unexpected(nameOf(document), "an event", "the end");
        return look(value);
      };
      const until = async <T, Wanted extends T>(
        read: () => Promise<T>,
        isWanted: (event: T) => event is Wanted,
      ): Promise<Wanted> => {
        const event = await read();
        return isWanted(event) ? event : until(read, isWanted);
      };
      return { next: (isWanted, what) => within(until(nextOf, isWanted), `subscription ${nameOf(document)}`, what) };
    },
    closed: closing.promise,
    close: () => live.close(),
  };
};
