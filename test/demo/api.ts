import { setTimeout as pause } from "node:timers/promises";
import { WebSocket } from "ws";
import { createCountersign, type Countersign } from "../../sdk/countersign.ts";
import type { ClientInput, SessionEndReason, TypedDocumentString } from "../../sdk/operations.ts";
import { post, type Endpoint } from "../../sdk/post.ts";
import { Refused } from "../../sdk/refused.ts";
import { Unexpected } from "./teller.ts";

type Mail = { id: string; kind: string; to: string; subject: string; text: string };

/** An app that is made with the client library, on one device. */
export type App = Countersign & {
  client: ClientInput;
  /** Why nobody is signed in there any more. */
  ended: Promise<SessionEndReason>;
  /** The codes that its socket was closed with. */
  closes: number[];
};

/** What there is at the address: apps talk to it, and people read their mail. */
export type Api = {
  app(client: ClientInput): App;
  /** With this access token and no other, whatever becomes of it. */
  askWith<Result, Variables>(
    accessToken: string | null,
    document: TypedDocumentString<Result, Variables>,
    variables: Variables,
  ): Promise<Result>;
  /** Codes of the mails to this address, each handed out once. */
  nextMailedCode(address: string): Promise<{ subject: string; code: string }>;
  close(): Promise<void>;
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

/** The next event that is wanted; those before it are passed over. */
export const nextOf = async <T, Wanted extends T>(
  events: AsyncIterator<T>,
  isWanted: (event: T) => event is Wanted,
  [sent, expected]: [sent: string, expected: string],
): Promise<Wanted> => {
  const { done, value } = await within(events.next(), sent, expected);
  if (done) throw new Unexpected(sent, expected, "the end");
  return isWanted(value) ? value : nextOf(events, isWanted, [sent, expected]);
};

/** The code of the error that it ends in. */
export const refusalOf = async (sent: string, asked: Promise<unknown>): Promise<string> => {
  const error = await asked.then(
    (answer) => new Unexpected(sent, "a refusal", answer),
    (refused: unknown) => refused,
  );
  if (error instanceof Refused) return error.code;
  throw error;
};

/** `seenFrom`: the address that a server behind a trusted proxy sees; any other ignores it. */
export const apiAt = (url: string, seenFrom: string): Api => {
  const headers = { "x-forwarded-for": seenFrom };
  const apps: App[] = [];
  const read = new Set<string>();
  const unreadMail = async (address: string): Promise<Mail | undefined> => {
    const messages = (await (await fetch(`${url}/inbox.json`)).json()) as Mail[];
    return messages.find(
      ({ id, kind, to, text }) => kind === "mail" && to === address && !read.has(id) && codeIn(text),
    );
  };

  return {
    app: (client) => {
      const app = appAt({ url, headers }, client);
      apps.push(app);
      return app;
    },
    askWith: (accessToken, document, variables) => post({ url, headers }, document, variables, accessToken),
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
    close: async () => {
      await Promise.all(apps.map((app) => app.close()));
    },
  };
};

const codeIn = (text: string): string | undefined => /^\s*(\d{6})\s*$/m.exec(text)?.[1];

const appAt = (endpoint: Endpoint, client: ClientInput): App => {
  const ended = Promise.withResolvers<SessionEndReason>();
  const closes: number[] = [];
  const countersign = createCountersign({
    ...{ ...endpoint, app: client, webSocket: WebSocket, onEnded: ended.resolve },
    onClosed: (code) => closes.push(code),
  });
  return { ...countersign, client, ended: ended.promise, closes };
};
