import { letter, quoted, type Letter } from "../kernel/letter.ts";
import type { Origin } from "../kernel/vocabulary.ts";

type Facts = { isOn: boolean; origin: Origin; at: Date };

/** Told whenever it is turned on or off. */
export const twoStepLetter = ({ isOn, origin: { client, location }, at }: Facts): Letter => {
  const place = location?.city ?? location?.countryCode ?? "an unknown place";
  const what = isOn ? "on" : "off";
  return letter(`Two-step verification was turned ${what}`, [
    `It was turned ${what} at ${at.toUTCString()} on ${quoted(client.device.name)} (${quoted(client.device.model)}), seen in ${place}.`,
    isOn
      ? "From now on a new device is asked for a code, which your trusted devices show. That device is the first of them."
      : "From now on your password alone signs in, and no device is trusted any more. We recommend that you turn it on again.",
    "If it was not you, change your password now, and everywhere else where you use the same one.",
  ]);
};
