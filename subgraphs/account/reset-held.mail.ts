import { letter, type Letter } from "../kernel/letter.ts";
import type { Location } from "../kernel/vocabulary.ts";

type Held = { opensAt: Date; location: Location | null; at: Date };

const placeOf = (location: Location | null): string => location?.city ?? location?.countryCode ?? "an unknown place";

/** Told everywhere at once: whoever has a trusted device has a day to stop it. */
export const resetHeldLetter = ({ opensAt, location, at }: Held): Letter =>
  letter("Somebody resets your password without a code", [
    `At ${at.toUTCString()} somebody in ${placeOf(location)} who reads your mail said that they have no trusted device, phone, authenticator app or recovery code at hand. So the reset waits until ${opensAt.toUTCString()}.`,
    "If it was you, ask for a new link then. It asks for nothing more, and your phone number, authenticator apps and recovery codes are removed.",
    "If it was not you, open the app on a device that you have trusted for three days or more, find this in your login activity and say that it was not you. That stops it. Then secure your mailbox: somebody else reads it.",
  ]);

/** On a locked screen as well: it names nobody. */
export const resetHeldPush = ({ opensAt }: Held) => ({
  subject: "Is this you resetting your password?",
  text: `Somebody without a code is resetting it. If it is not you, open the app before ${opensAt.toUTCString()} and say so.`,
});
