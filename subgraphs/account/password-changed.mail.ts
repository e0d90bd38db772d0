import { letter, type Letter } from "../kernel/letter.ts";
import { originFacts } from "../kernel/letter-facts.ts";
import type { Origin } from "../kernel/vocabulary.ts";
import { passwordChangedWords } from "./password-changed.words.ts";

type Changed = { origin: Origin; app: string; at: Date; undoUrl: string; locale: string };

export const passwordChangedLetter = ({ origin, app, at, undoUrl, locale }: Changed): Letter => {
  const say = passwordChangedWords(locale);
  return letter(
    say("subject"),
    [
      say("what"),
      { facts: originFacts(locale, { origin, app, at }) },
      { notYou: [say("say")] },
      { link: { label: say("notMe"), url: undoUrl } },
    ],
    locale,
  );
};

/** On a locked screen as well; the link is data, for the app. */
export const passwordChangedPush = (locale: string) => {
  const say = passwordChangedWords(locale);
  return { subject: say("subject"), text: say("push") };
};
