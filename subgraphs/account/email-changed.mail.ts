import { maskEmail } from "../kernel/email.ts";
import { letter, type Letter } from "../kernel/letter.ts";
import { originFacts } from "../kernel/letter-facts.ts";
import { letterWords } from "../kernel/letter.words.ts";
import type { Origin } from "../kernel/vocabulary.ts";
import { emailChangedWords } from "./email-changed.words.ts";

/** `undoUrl`: for the old address alone, since the new one may be a thief's. */
type Changed = { newEmail: string; origin: Origin; app: string; at: Date; undoUrl: string | null; locale: string };

export const emailChangedLetter = ({ newEmail, origin, app, at, undoUrl, locale }: Changed): Letter => {
  const say = emailChangedWords(locale);
  const alike = letterWords(locale);
  const undo =
    undoUrl === null ? [] : [{ notYou: [alike("undoHow")] }, { link: { label: alike("undo"), url: undoUrl } }];
  const email = undoUrl === null ? newEmail : maskEmail(newEmail);
  return letter(
    say("subject"),
    [say("what", { email }), { facts: originFacts(locale, { origin, app, at }) }, ...undo],
    locale,
  );
};
