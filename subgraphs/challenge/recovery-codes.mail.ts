import { letter, type Letter } from "../kernel/letter.ts";
import { originFacts } from "../kernel/letter-facts.ts";
import { letterWords } from "../kernel/letter.words.ts";
import type { Origin } from "../kernel/vocabulary.ts";
import { recoveryCodesWords } from "./recovery-codes.words.ts";

type Facts = { left: number; origin: Origin; app: string; at: Date; locale: string };

const FEW = 3;

/** Told at each use: they are for emergencies, and whoever finds the list has as many tries as there are codes. */
export const recoveryCodeUsedLetter = ({ left, origin, app, at, locale }: Facts): Letter => {
  const say = recoveryCodesWords(locale);
  const count = say("left", { count: left });
  return letter(
    say("subject"),
    [
      say("what"),
      { facts: originFacts(locale, { origin, app, at }) },
      left < FEW ? `${count} ${say("makeNew")}` : count,
      { notYou: [letterWords(locale)("changePassword"), say("voidThem")] },
    ],
    locale,
  );
};
