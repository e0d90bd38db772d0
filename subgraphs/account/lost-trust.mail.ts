import { letter, type Letter } from "../kernel/letter.ts";
import { deviceFacts } from "../kernel/letter-facts.ts";
import type { Client } from "../kernel/vocabulary.ts";
import { lostTrustWords } from "./lost-trust.words.ts";

type Facts = { client: Client; app: string; at: Date; locale: string };

/** After twenty wrong passwords in a day on a device that was trusted. */
export const lostTrustLetter = ({ client, app, at, locale }: Facts): Letter => {
  const say = lostTrustWords(locale);
  return letter(
    say("subject"),
    [say("what"), { facts: deviceFacts(locale, { client, app, at }) }, say("you"), { notYou: [say("notYou")] }],
    locale,
  );
};
