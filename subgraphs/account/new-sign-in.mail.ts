import { letter, type Letter } from "../kernel/letter.ts";
import { originFacts } from "../kernel/letter-facts.ts";
import { letterWords } from "../kernel/letter.words.ts";
import { locationNotice } from "../kernel/location-notice.ts";
import type { Origin } from "../kernel/vocabulary.ts";
import { newSignInWords } from "./new-sign-in.words.ts";

type Facts = { origin: Origin; at: Date; locale: string };

/** Told after every sign-in from an installation that this account has not seen. */
export const newSignInLetter = ({ origin, at, locale }: Facts): Letter => {
  const say = newSignInWords(locale);
  const alike = letterWords(locale);
  const { location } = origin;
  return letter(
    say("subject"),
    [
      say("what"),
      { facts: originFacts(locale, { origin, at }) },
      ...(location ? [{ small: locationNotice(location.network, locale) }] : []),
      alike("nothingToDo"),
      { notYou: [alike("changePassword"), alike("reviewDevices")] },
    ],
    locale,
  );
};
