import { MINUTE } from "../kernel/clock.ts";
import { letter, quoted, type Letter, type Paragraph } from "../kernel/letter.ts";
import type { Challenge } from "./challenge.ts";

type Facts = { challenge: Challenge; code: string; expiresAt: Date; at: Date };

const whatFor = ({ purpose, origin: { client, location } }: Challenge): string => {
  const device = `${quoted(client.device.name)} (${quoted(client.device.model)})`;
  const place = location?.city ?? location?.countryCode ?? "an unknown place";
  switch (purpose) {
    case "SIGN_IN":
      return `Somebody with your password is signing in on ${device}, seen in ${place}. Enter this code there:`;
    case "ENABLE_TWO_STEP":
      return `You are turning on two-step verification on ${device}. Enter this code there:`;
    case "REAUTHENTICATE":
      return `You are confirming a change of your account on ${device}. Enter this code there:`;
    case "RESET_PASSWORD":
      return "You are resetting your password. Enter this code on the page:";
    case "CONFIRM_PHONE":
    case "CONFIRM_AUTHENTICATOR":
    case "CONFIRM_EMAIL":
    case "CHANGE_EMAIL":
      return `You are changing how you sign in, on ${device}. Enter this code there:`;
  }
};

const warning =
  "If you did not ask for this, your password may be known. Nobody gets in without this code: give it to no one, change your password now, and everywhere else where you use the same one.";

/** A code, what it is for, and what to do about one that nobody asked for. */
export const codeLetter = ({ challenge, code, expiresAt, at }: Facts): Letter => {
  const minutes = Math.max(Math.round((expiresAt.getTime() - at.getTime()) / MINUTE), 1);
  const paragraphs: Paragraph[] = [whatFor(challenge), { code }, `It is good for ${minutes} minutes, once.`, warning];
  return letter(`Your verification code`, paragraphs);
};
