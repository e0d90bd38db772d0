import { letter, type Letter } from "../kernel/letter.ts";
import { originFacts } from "../kernel/letter-facts.ts";
import { letterWords } from "../kernel/letter.words.ts";
import type { Origin } from "../kernel/vocabulary.ts";
import { fatigueWords } from "./fatigue.words.ts";

type Facts = { origin: Origin; app: string; at: Date; locale: string };

/** After the third request in an hour that nobody completed. */
export const fatigueLetter = ({ origin, app, at, locale }: Facts): Letter => {
  const say = fatigueWords(locale);
  return letter(
    say("subject"),
    [
      say("what"),
      { facts: originFacts(locale, { origin, app, at }) },
      say("until"),
      { notYou: [say("knows"), letterWords(locale)("changePassword")] },
    ],
    locale,
  );
};
