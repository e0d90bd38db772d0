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

  /** The oldest unread letter whose subject says this, as soon as it is there. */
  const letter = async (subject: RegExp | string): Promise<InboxMessage> => {
    const deadline = performance.now() + ARRIVES_WITHIN_MS;
    for (;;) {
      const found = (await all()).find((it) => !read.has(it.id) && (it.subject ?? "").search(subject) >= 0);
      if (found) {
        read.add(found.id);
        return found;
      }
      if (performance.now() > deadline) throw new Error(`no letter "${String(subject)}" came to ${address}`);
      await pause(LOOKS_EVERY_MS);
    }
  };

  return {
    letter,
    /** The code of the next letter that holds one. */
    code: async (subject: RegExp | string = /Confirm your address|verification code/): Promise<string> => {
      const [code] = /\b\d{6}\b/.exec((await letter(subject)).text) ?? [];
      if (!code) throw new Error("the letter holds no code");
      return code;
    },
    /** The token in the fragment of the link to one of our pages, in the next letter that holds one. */
    linkTo: async (page: string, subject: RegExp | string): Promise<string> => {
      const { text } = await letter(subject);
      const [, token] = new RegExp(`/${page}#([\\w-]+)`).exec(text) ?? [];
      if (!token) throw new Error(`the letter holds no link to ${page}`);
      return token;
    },
    subjects: async () => (await all()).map(({ subject }) => subject),
  };
};
