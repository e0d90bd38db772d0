import { maskEmail } from "../../kernel/email.ts";
import type { Outbox } from "../../kernel/outbox.ts";
import { codeLetter } from "../code.mail.ts";
import type { Method } from "./method.ts";

type Needs = { outbox: Outbox };

/** The articles' alternative: who reads the mailbox, not who holds a device. */
export const email = ({ outbox }: Needs): Method => ({
  name: "EMAIL",
  ttlMs: ({ mailCode }) => mailCode,
  isShown: false,
  isUsable: () => true,
  reaches: () => true,
  destination: ({ account }) => maskEmail(account.email),
  send: ({ challenge, code, expiresAt, at, facts }) =>
    outbox.put(
      {
        channel: "MAIL",
        to: challenge.email,
        ...codeLetter({ challenge, code, expiresAt, at, locale: facts.account.locale }),
        staleAt: expiresAt,
        challengeId: challenge.id,
      },
      at,
    ),
});
