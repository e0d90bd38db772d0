import { languageOf, momentIn } from "../kernel/language.ts";
import { letter, type Letter } from "../kernel/letter.ts";
import { accountDeletedWords } from "./account-deleted.words.ts";

/** The last letter to an address that we know nothing of any more. */
export const accountDeletedLetter = ({ at, locale }: { at: Date; locale: string }): Letter => {
  const say = accountDeletedWords(locale);
  const moment = momentIn(languageOf(locale), at);
  return letter(say("subject"), [say("what", { moment }), say("gone"), { notYou: [say("knows")] }], locale);
};
