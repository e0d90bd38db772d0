import { letter, type Letter } from "../kernel/letter.ts";
import { originFacts } from "../kernel/letter-facts.ts";
import { letterWords } from "../kernel/letter.words.ts";
import type { Origin } from "../kernel/vocabulary.ts";
import { reusedTokenWords } from "./reused-token.words.ts";

type Facts = { origin: Origin; app: string; at: Date; locale: string };

/** A token that was already exchanged came back: somebody has a copy. */
export const reusedTokenLetter = ({ origin, app, at, locale }: Facts): Letter => {
  const say = reusedTokenWords(locale);
  const alike = letterWords(locale);
  const notYou = [alike("changePassword"), alike("reviewDevices")];
  return letter(
    say("subject"),
    [say("what"), { facts: originFacts(locale, { origin, app, at }) }, say("again"), { notYou }],
    locale,
  );
};
