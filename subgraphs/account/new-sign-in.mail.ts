import { letter, quoted, type Letter } from "../kernel/letter.ts";
import type { Origin } from "../kernel/vocabulary.ts";
import { locationNotice } from "../kernel/location-notice.ts";

type Facts = { origin: Origin; at: Date; locale: string };

/** Told after every sign-in from an installation that this account has not seen. */
export const newSignInLetter = ({ origin: { client, ip, location }, at, locale }: Facts): Letter => {
  const place =
    [location?.city, location?.region, location?.countryCode].filter(Boolean).join(", ") || "an unknown place";
  return letter("New sign-in to your account", [
    `Your account was signed in to from a device it has not been used on before: ${quoted(client.device.name)} (${quoted(client.device.model)}, ${quoted(client.device.osName)} ${quoted(client.device.osVersion)}), with the app ${client.appId} ${client.appVersion}.`,
    `When: ${at.toUTCString()}. Where: ${place}, by ${location?.provider ?? "an unknown provider"}, address ${ip}. ${location ? locationNotice(location.network, locale) : ""}`.trim(),
    "If this was you, there is nothing to do.",
    "If it was not you, change your password now, and everywhere else where you use the same one. Then look through your trusted devices and remove what is not yours.",
  ]);
};
