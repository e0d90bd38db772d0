import { letter, quoted, type Letter } from "../kernel/letter.ts";
import type { Origin } from "../kernel/vocabulary.ts";

/** After the tenth wrong code in an hour. */
export const secondStepLockLetter = ({ origin: { client, location }, at }: { origin: Origin; at: Date }): Letter => {
  const place = location?.city ?? location?.countryCode ?? "an unknown place";
  return letter("Somebody entered wrong codes for your account", [
    `Ten wrong codes were entered within an hour, the last of them at ${at.toUTCString()} on ${quoted(client.device.name)} (${quoted(client.device.model)}), seen in ${place}. For an hour no new device is let in. Your trusted devices work as before.`,
    "Whoever gets as far as the code knows your password. If it was not you, change it now on a trusted device, and everywhere else where you use the same one.",
  ]);
};
