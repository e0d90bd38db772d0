import { letter, type Letter } from "../kernel/letter.ts";
import { originFacts } from "../kernel/letter-facts.ts";
import { letterWords } from "../kernel/letter.words.ts";
import type { Origin } from "../kernel/vocabulary.ts";
import { twoStepWords } from "./two-step.words.ts";

/** `undoUrl`: of turning it off. */
export type Turned = { isOn: true } | { isOn: false; undoUrl: string };

type Facts = { origin: Origin; app: string; at: Date; locale: string } & Turned;

/** Told whenever it is turned on or off. */
export const twoStepLetter = (facts: Facts): Letter => {
  const { locale } = facts;
  const say = twoStepWords(locale);
  const alike = letterWords(locale);
  const what = { facts: originFacts(locale, facts) };
  return facts.isOn
    ? letter(say("on"), [say("fromNowOn"), what, { notYou: [alike("changePassword"), alike("reviewDevices")] }], locale)
    : letter(
        say("off"),
        [
          say("passwordAlone"),
          what,
          { notYou: [alike("undoHow")] },
          { link: { label: alike("undo"), url: facts.undoUrl } },
        ],
        locale,
      );
};
