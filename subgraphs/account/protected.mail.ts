import { languageOf, momentIn } from "../kernel/language.ts";
import { letter, type Letter } from "../kernel/letter.ts";
import { protectedWords } from "./protected.words.ts";

type Facts = { url: string; at: Date; locale: string };

/** After somebody said "it was not me": how to open the account again, with a password that nobody knows. */
export const protectedLetter = ({ url, at, locale }: Facts): Letter => {
  const say = protectedWords(locale);
  return letter(
    say("subject"),
    [
      say("what", { moment: momentIn(languageOf(locale), at) }),
      { link: { label: say("choose"), url } },
      say("once"),
      say("strong"),
      say("onlyHere"),
      say("review"),
    ],
    locale,
  );
};
