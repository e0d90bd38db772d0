import { MINUTE } from "../kernel/clock.ts";
import { letter, type Letter } from "../kernel/letter.ts";
import { originFacts } from "../kernel/letter-facts.ts";
import { letterWords } from "../kernel/letter.words.ts";
import type { Challenge, ChallengePurpose } from "./challenge.ts";
import { codeWords } from "./code.words.ts";

type Facts = { challenge: Challenge; app: string; code: string; expiresAt: Date; at: Date; locale: string };

const whatFor = (purpose: ChallengePurpose) => {
  switch (purpose) {
    case "SIGN_IN":
    case "ENABLE_TWO_STEP":
    case "REAUTHENTICATE":
    case "RESET_PASSWORD":
    case "CHANGE_EMAIL":
      return purpose;
    case "CONFIRM_PHONE":
    case "CONFIRM_AUTHENTICATOR":
    case "CONFIRM_EMAIL":
      return "CHANGE";
  }
};

/** A code, what it is for, and what to do about one that nobody asked for. */
export const codeLetter = ({ challenge, app, code, expiresAt, at, locale }: Facts): Letter => {
  const say = codeWords(locale);
  const alike = letterWords(locale);
  const count = Math.max(Math.round((expiresAt.getTime() - at.getTime()) / MINUTE), 1);
  return letter(
    say("subject"),
    [
      say(whatFor(challenge.purpose)),
      { code },
      alike("life", { count }),
      { facts: originFacts(locale, { origin: challenge.origin, app, at }) },
      { notYou: [say("tellNobody"), alike("changePassword")] },
    ],
    locale,
  );
};
