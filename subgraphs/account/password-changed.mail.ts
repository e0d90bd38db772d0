import { letter, quoted, type Letter } from "../kernel/letter.ts";
import type { Origin } from "../kernel/vocabulary.ts";

type Changed = { origin: Origin; at: Date; undoUrl: string };

export const passwordChangedLetter = ({ origin: { client, location }, at, undoUrl }: Changed): Letter =>
  letter("Your password was changed", [
    `It was changed at ${at.toUTCString()} on ${quoted(client.device.name)} (${quoted(client.device.model)}), seen in ${location?.city ?? location?.countryCode ?? "an unknown place"}.`,
    "Every other device was signed out. The devices that you trust stay trusted: sign in there with the new password.",
    "If it was not you, say so within 72 hours: that signs every device out, and asks for a new password by mail.",
    { link: { label: "It was not me", url: undoUrl } },
  ]);

/** On a locked screen as well; the link is data, for the app. */
export const passwordChangedPush = () => ({
  subject: "Your password was changed",
  text: "If it was not you, open the app or the letter that we sent you.",
});
