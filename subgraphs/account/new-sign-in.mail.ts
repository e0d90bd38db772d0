import { languageOf } from "../kernel/language.ts";
import { letter, speaking, type Letter } from "../kernel/letter.ts";
import { originFacts } from "../kernel/letter-facts.ts";
import { letterWords } from "../kernel/letter.words.ts";
import { locationNotice } from "../kernel/location-notice.ts";
import type { Origin } from "../kernel/vocabulary.ts";
import { newSignInWords } from "./new-sign-in.words.ts";

/** `isNewDevice`: else it is the country that is new. `answerUrl`: of the page that asks whether it was the owner. */
type Facts = { origin: Origin; app: string; at: Date; locale: string; isNewDevice: boolean; answerUrl: string };

/** Told after every sign-in from an installation, or a country, that this account has not seen. */
export const newSignInLetter = ({ origin, app, at, locale, isNewDevice, answerUrl }: Facts): Letter => {
  const say = newSignInWords(locale);
  const alike = letterWords(locale);
  const { location } = origin;
  return letter(
    say("subject"),
    [
      say(isNewDevice ? "what" : "newCountry"),
      { facts: originFacts(locale, { origin, app, at }) },
      ...(location ? [{ small: locationNotice(location.network, locale) }] : []),
      // Asked in the language of the account, also where that is English and the browser's is not.
      { link: { label: say("answer"), url: speaking(answerUrl, languageOf(locale)) } },
      `${alike("nothingToDo")} ${say("quiet")}`,
      { notYou: [say("no"), alike("changePassword")] },
    ],
    locale,
  );
};
