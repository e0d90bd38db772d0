import { randomBytes } from "node:crypto";

import { Router, type Response } from "express";

import type { InboxMessage } from "./message.ts";
import { inboxPage } from "./page.ts";

/** `/inbox` for a person, `/inbox.json` for a script (newest last). */
export const inboxRouter = ({ messages }: { messages: () => readonly InboxMessage[] }) => {
  const router = Router();
  router.get("/inbox.json", (_request, response) => {
    protect(response, "default-src 'none'").json(messages());
  });
  router.get("/inbox", (_request, response) => {
    const nonce = randomBytes(16).toString("base64");
    protect(response, policy(nonce))
      .type("html")
      .send(inboxPage({ messages: messages(), nonce }));
  });
  return router;
};

const protect = (response: Response, contentSecurityPolicy: string) =>
  response.set({
    "Cache-Control": "no-store",
    "Content-Security-Policy": `${contentSecurityPolicy}; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
  });

// A mail in its frame inherits this policy, and mails are styled inline; so styles are open, and scripts and loads are not.
const policy = (nonce: string) =>
  `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'unsafe-inline'; img-src data:; connect-src 'self'`;
