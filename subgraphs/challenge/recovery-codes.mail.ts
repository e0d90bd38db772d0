import { letter, quoted, type Letter } from "../kernel/letter.ts";
import type { Origin } from "../kernel/vocabulary.ts";

type Facts = { left: number; origin: Origin; at: Date };

/** Told at each use: they are for emergencies, and whoever finds the list has as many tries as there are codes. */
export const recoveryCodeUsedLetter = ({ left, origin: { client, location }, at }: Facts): Letter => {
  const place = location?.city ?? location?.countryCode ?? "an unknown place";
  return letter("A recovery code was used", [
    `One of your recovery codes was used at ${at.toUTCString()} on ${quoted(client.device.name)} (${quoted(client.device.model)}), seen in ${place}.`,
    left === 1 ? "1 code is left." : `${left} codes are left.`,
    ...(left < 3 ? ["Make a new set in Login Security before you need the next one."] : []),
    "If it was not you, change your password now, and everywhere else where you use the same one, and make a new set of codes.",
  ]);
};
