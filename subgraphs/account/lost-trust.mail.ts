import { letter, type Letter } from "../kernel/letter.ts";
import { deviceFacts } from "../kernel/letter-facts.ts";
import type { Client } from "../kernel/vocabulary.ts";
import { lostTrustWords } from "./lost-trust.words.ts";

/** After twenty wrong passwords in a day on a device that was trusted. */
export const lostTrustLetter = ({ client, at, locale }: { client: Client; at: Date; locale: string }): Letter => {
  const say = lostTrustWords(locale);
  return letter(
    say("subject"),
    [say("what"), { facts: deviceFacts(locale, { client, at }) }, say("you"), { notYou: [say("notYou")] }],
    locale,
  );
};
