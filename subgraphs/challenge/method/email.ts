import { HOUR } from "../../kernel/clock.ts";
import { maskEmail } from "../../kernel/email.ts";
import type { AppName } from "../../kernel/letter-facts.ts";
import { CODE_LENGTH } from "../challenge.ts";
import { codeLetter } from "../code.mail.ts";
import { deliveryWords } from "../delivery.words.ts";
import { takenEmailLetter } from "../taken-email.mail.ts";
import type { BroughtMethod } from "./method.ts";

type Needs = { appName: AppName };

const AN_ACCOUNT = { most: 10, windowMs: HOUR };

/** The articles' alternative: who reads the mailbox, not who holds a device. */
export const email = ({ appName }: Needs): BroughtMethod => ({
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
  messages: ({ challenge, code, expiresAt, at, facts }) => {
    const { locale } = facts.account;
    const app = appName(challenge.origin.client.appId);
    const letter = challenge.isTaken
      ? takenEmailLetter({ challenge, locale })
      : codeLetter({ challenge, app, code, expiresAt, at, locale });
    const addressed = { to: challenge.email, staleAt: expiresAt, challengeId: challenge.id };
    return [{ channel: "MAIL", ...addressed, ...letter }];
  },
  adviceIn: (locale, destination, { asker: { sender } }) => {
    const say = deliveryWords(locale);
    return [say("spam"), ...(destination ? [say("mailbox", { address: destination })] : []), say("sender", { sender })];
  },
});
