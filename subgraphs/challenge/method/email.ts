import { HOUR } from "../../kernel/clock.ts";
import { maskEmail } from "../../kernel/email.ts";
import type { Outbox } from "../../kernel/outbox.ts";
import { CODE_LENGTH } from "../challenge.ts";
import { codeLetter } from "../code.mail.ts";
import { deliveryWords } from "../delivery.words.ts";
import { takenEmailLetter } from "../taken-email.mail.ts";
import type { BroughtMethod } from "./method.ts";

type Needs = { outbox: Outbox };

const AN_ACCOUNT = { most: 10, windowMs: HOUR };

/** The articles' alternative: who reads the mailbox, not who holds a device. */
export const email = ({ outbox }: Needs): BroughtMethod => ({
  name: "EMAIL",
  isAtHand: false,
  channel: "MAIL",
  codeLength: CODE_LENGTH,
  ttlMs: ({ mailCode }) => mailCode,
  isShown: false,
  isUsable: () => true,
  reaches: () => true,
  destination: ({ account }) => maskEmail(account.email),
  limits: ({ accountId }) => new Map([[`mails:${accountId}`, AN_ACCOUNT]]),
  send: ({ challenge, code, expiresAt, at, facts }) =>
    outbox.put(
      {
        channel: "MAIL",
        to: challenge.email,
        ...(challenge.isTaken
          ? takenEmailLetter({ challenge, locale: facts.account.locale })
          : codeLetter({ challenge, code, expiresAt, at, locale: facts.account.locale })),
        staleAt: expiresAt,
        challengeId: challenge.id,
      },
      at,
    ),
  adviceIn: (locale, destination, { asker: { sender } }) => {
    const say = deliveryWords(locale);
    return [say("spam"), ...(destination ? [say("mailbox", { address: destination })] : []), say("sender", { sender })];
  },
});
