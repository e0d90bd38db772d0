import { letter, quoted, type Letter } from "../kernel/letter.ts";
import type { Challenge } from "./challenge.ts";
import { takenEmailWords } from "./taken-email.words.ts";

type Facts = { challenge: Pick<Challenge, "origin">; locale: string };

/** To the owner of an address that somebody else wanted for an account. */
export const takenEmailLetter = ({ challenge: { origin }, locale }: Facts): Letter => {
  const say = takenEmailWords(locale);
  const what = say("what", { device: quoted(origin.client.device.name) });
  return letter(say("subject"), [what, say("you"), say("notYou")], locale);
};
