import type { Router } from "express";

import type { Clock } from "../../subgraphs/kernel/clock.ts";
import { newId } from "../../subgraphs/kernel/id.ts";
import type { InboxMessage } from "./message.ts";
import { inboxRouter } from "./router.ts";
import { receiveMail } from "./smtp.ts";

const KEPT = 1_000;

type Added = { kind: "sms" | "push"; to: string; subject?: string; text: string; data?: Record<string, string> };

export type Inbox = {
  /** Mail sent here is delivered to the inbox, whoever it is for. */
  smtpUrl: string;
  add(message: Added): void;
  /** Newest last. */
  messages(): readonly InboxMessage[];
  router: Router;
  stop(): Promise<void>;
};

/**
 * Every mail, SMS and push of a development server, to be read by a person or a script. Codes and links lie open in it, so
 * it has no place in production.
 */
export const startInbox = async ({ now }: { now: Clock }): Promise<Inbox> => {
  const kept: InboxMessage[] = [];
  const keep = (message: Omit<InboxMessage, "id" | "at">) => {
    kept.push({ id: newId(), ...message, at: now().toISOString() });
    if (kept.length > KEPT) kept.shift();
  };
  const messages = () => kept;

  const { smtpUrl, stop } = await receiveMail((mail) => keep({ kind: "mail", ...mail, data: null }));
  const add = ({ kind, to, subject = null, text, data = null }: Nullable<Added>) =>
    keep({ kind, to, subject, text, html: null, data });
  return { smtpUrl, add, messages, router: inboxRouter({ messages }), stop };
};

type Nullable<T> = { [K in keyof T]: undefined extends T[K] ? T[K] | null : T[K] };
