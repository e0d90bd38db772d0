import { MINUTE } from "../kernel/clock.ts";
import { letter, quoted, type Letter } from "../kernel/letter.ts";
import type { Client } from "../kernel/vocabulary.ts";
import { confirmationWords, takenAddressWords } from "./confirmation.words.ts";

/** The code that proves an address. */
export const confirmationLetter = ({
  code,
  lifeMs,
  locale,
}: {
  code: string;
  lifeMs: number;
  locale: string;
}): Letter => {
  const say = confirmationWords(locale);
  const count = Math.max(Math.round(lifeMs / MINUTE), 1);
  return letter(say("subject"), [say("enter"), { code }, say("life", { count }), say("notYou")], locale);
};

/** To the owner of an address with which somebody signed up again. */
export const takenAddressLetter = ({
  client,
  app,
  locale,
}: {
  client: Client;
  app: string;
  locale: string;
}): Letter => {
  const say = takenAddressWords(locale);
  const what = say("what", { app, device: quoted(client.device.name) });
  return letter(say("subject"), [what, say("you"), say("notYou")], locale);
};
