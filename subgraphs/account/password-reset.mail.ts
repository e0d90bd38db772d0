import { MINUTE } from "../kernel/clock.ts";
import { letter, type Letter } from "../kernel/letter.ts";
import type { Location } from "../kernel/vocabulary.ts";

type Asked = { url: string; app: { name: string } | null; location: Location | null; at: Date; lifeMs: number };

const placeOf = (location: Location | null): string => location?.city ?? location?.countryCode ?? "an unknown place";

/** The link to a new password. */
export const resetLinkLetter = ({ url, app, location, at, lifeMs }: Asked): Letter =>
  letter("Reset your password", [
    `At ${at.toUTCString()} somebody in ${placeOf(location)} asked for a new password for your account, ${app ? `in ${app.name}` : "on our website"}.`,
    { link: { label: "Click to Reset Password", url } },
    `The link is good for ${Math.max(Math.round(lifeMs / MINUTE), 1)} minutes, once. One account serves every app: the new password opens them all.`,
    "If it was not you, ignore this letter: nothing changes without it. Pass it on to nobody.",
  ]);

type Done = { apps: readonly { name: string }[]; location: Location | null; at: Date; areMethodsGone: boolean };

/** After the new password was saved. */
export const passwordResetLetter = ({ apps, location, at, areMethodsGone }: Done): Letter =>
  letter("Your password was reset", [
    `It was set anew at ${at.toUTCString()} in ${placeOf(location)}, by the link that we mailed. It opens ${apps.map(({ name }) => name).join(", ")}.`,
    "Every device was signed out, and none is trusted any more: sign in again with the new password.",
    ...(areMethodsGone
      ? ["Your phone number, authenticator apps and recovery codes were removed. Set them up again in Login Security."]
      : []),
    "If it was not you, somebody reads your mail: secure your mailbox first, then reset the password again.",
  ]);
