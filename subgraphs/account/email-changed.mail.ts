import { maskEmail } from "../kernel/email.ts";
import { letter, quoted, type Letter } from "../kernel/letter.ts";
import type { Origin } from "../kernel/vocabulary.ts";

/** `undoUrl`: for the old address alone, since the new one may be a thief's. */
type Changed = { newEmail: string; origin: Origin; at: Date; undoUrl: string | null };

export const emailChangedLetter = ({ newEmail, origin: { client, location }, at, undoUrl }: Changed): Letter =>
  letter("The address of your account was changed", [
    `It was changed to ${undoUrl ? maskEmail(newEmail) : newEmail} at ${at.toUTCString()} on ${quoted(client.device.name)} (${quoted(client.device.model)}), seen in ${location?.city ?? location?.countryCode ?? "an unknown place"}. From now on you sign in with the new one, and our letters go there.`,
    ...(undoUrl
      ? [
          "If it was not you, undo it within 72 hours: that brings this address back, signs every device out and asks you for a new password.",
          { link: { label: "It was not me: undo it", url: undoUrl } },
        ]
      : []),
  ]);
