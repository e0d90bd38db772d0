import { setTimeout as pause } from "node:timers/promises";

import type { InboxMessage } from "../../gateway/inbox/message.ts";

const ARRIVES_WITHIN_MS = 8_000;
const LOOKS_EVERY_MS = 15;

export type Mailbox = ReturnType<typeof mailboxOf>;

export const readInbox = async (url: string): Promise<InboxMessage[]> =>
  (await (await fetch(`${url}/inbox.json`)).json()) as InboxMessage[];

/** What one address was sent. Each letter is read once. */
export const mailboxOf = (url: string, address: string) => {
  const read = new Set<string>();
  const all = async () => (await readInbox(url)).filter(({ to }) => to === address);

  /** The oldest unread letter that is this, as soon as it is there. */
  const next = async (what: RegExp | string, isIt: (letter: InboxMessage) => boolean): Promise<InboxMessage> => {
    const deadline = performance.now() + ARRIVES_WITHIN_MS;
    for (;;) {
      const found = (await all()).find((it) => !read.has(it.id) && isIt(it));
      if (found) {
        read.add(found.id);
        return found;
      }
      if (performance.now() > deadline) throw new Error(`no letter "${String(what)}" came to ${address}`);
      await pause(LOOKS_EVERY_MS);
    }
  };

  /** The next whose subject says this. */
  const letter = (subject: RegExp | string) => next(subject, (it) => (it.subject ?? "").search(subject) >= 0);

  return {
    letter,
    /** The code of the next letter that holds one, in whatever language. */
    code: async (subject: RegExp | string = ""): Promise<string> =>
      codeIn(await next(subject, (it) => (it.subject ?? "").search(subject) >= 0 && codeIn(it) !== "")),
    /** The token in the fragment of the link to one of our pages, in the next letter that holds one. */
    linkTo: async (page: string, subject: RegExp | string): Promise<string> => {
      const { text } = await letter(subject);
      const [, token] = new RegExp(`/${page}(?:\\?lang=\\w+)?#([\\w-]+)`).exec(text) ?? [];
      if (!token) throw new Error(`the letter holds no link to ${page}`);
      return token;
    },
    all,
    subjects: async () => (await all()).map(({ subject }) => subject),
  };
};

/** Six digits on a line of their own. */
const codeIn = ({ text }: InboxMessage): string => /^ *(\d{6})$/m.exec(text)?.[1] ?? "";
