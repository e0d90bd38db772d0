import { letter, type Fact, type Letter } from "../kernel/letter.ts";
import { originFacts } from "../kernel/letter-facts.ts";
import { letterWords } from "../kernel/letter.words.ts";
import type { Origin } from "../kernel/vocabulary.ts";
import { methodWords } from "./method.words.ts";

/** What was changed: the words of its letter. `detail`: what it is about, in the reader's language. */
export type MethodChange = {
  what:
    "phoneAdded" | "phoneChanged" | "phoneRemoved" | "appAdded" | "appRemoved" | "codesMade" | "allowed" | "disallowed";
  detail: ((say: ReturnType<typeof methodWords>) => Fact) | null;
  also: "appsTooOff" | "oldCodesVoid" | null;
};

type Facts = MethodChange & { origin: Origin; app: string; at: Date; undoUrl: string; locale: string };

/** To the owner, at each change of how the account is proven; it can be undone from there. */
export const methodChangeLetter = ({ what, detail, also, origin, app, at, undoUrl, locale }: Facts): Letter => {
  const say = methodWords(locale);
  const alike = letterWords(locale);
  const facts = [...(detail ? [detail(say)] : []), ...originFacts(locale, { origin, app, at })];
  return letter(
    say(what),
    [
      ...(also ? [say(also)] : []),
      { facts },
      alike("nothingToDo"),
      { notYou: [alike("undoHow")] },
      { link: { label: alike("undo"), url: undoUrl } },
    ],
    locale,
  );
};
