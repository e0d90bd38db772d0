import { letter, quoted, type Letter } from "../kernel/letter.ts";
import type { Origin } from "../kernel/vocabulary.ts";

/** `undoUrl`: of turning it off. */
type Facts = { origin: Origin; at: Date } & ({ isOn: true } | { isOn: false; undoUrl: string });

/** Told whenever it is turned on or off. */
export const twoStepLetter = (facts: Facts): Letter => {
  const { isOn, origin, at } = facts;
  const { client, location } = origin;
  const place = location?.city ?? location?.countryCode ?? "an unknown place";
  const what = isOn ? "on" : "off";
  return letter(`Two-step verification was turned ${what}`, [
    `It was turned ${what} at ${at.toUTCString()} on ${quoted(client.device.name)} (${quoted(client.device.model)}), seen in ${place}.`,
    isOn
      ? "From now on a new device is asked for a code, which your trusted devices show. That device is the first of them."
      : "From now on your password alone signs in, and no device is trusted any more. We recommend that you turn it on again.",
    ...(facts.isOn
      ? ["If it was not you, change your password now, and everywhere else where you use the same one."]
      : [
          "If it was not you, undo it within 72 hours: that turns it on again, signs every device out and asks you for a new password.",
          { link: { label: "It was not me: undo it", url: facts.undoUrl } },
        ]),
  ]);
};
