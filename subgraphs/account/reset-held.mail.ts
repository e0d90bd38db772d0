import { languageOf, momentIn } from "../kernel/language.ts";
import { letter, type Letter } from "../kernel/letter.ts";
import { placeFacts } from "../kernel/letter-facts.ts";
import type { Location } from "../kernel/vocabulary.ts";
import { resetHeldWords } from "./reset-held.words.ts";

type Held = { opensAt: Date; location: Location | null; at: Date; locale: string };

/** Told everywhere at once: whoever has a trusted device has a day to stop it. */
export const resetHeldLetter = ({ opensAt, locale, ...seen }: Held): Letter => {
  const say = resetHeldWords(locale);
  const opens = momentIn(languageOf(locale), opensAt);
  return letter(
    say("subject"),
    [
      say("what", { opens }),
      { facts: placeFacts(locale, seen) },
      say("you"),
      { notYou: [say("stop"), say("mailbox")] },
    ],
    locale,
  );
};

/** On a locked screen as well: it names nobody. */
export const resetHeldPush = ({ opensAt, locale }: Held) => {
  const say = resetHeldWords(locale);
  return { subject: say("pushSubject"), text: say("pushText", { opens: momentIn(languageOf(locale), opensAt) }) };
};
