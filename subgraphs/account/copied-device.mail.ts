import { letter, quoted, type Letter } from "../kernel/letter.ts";
import type { Client } from "../kernel/vocabulary.ts";

/** A device's own key came back after it had been replaced: there is a copy of it. */
export const copiedDeviceLetter = ({ client, at }: { client: Client; at: Date }): Letter =>
  letter("A device is no longer trusted", [
    `At ${at.toUTCString()} an old key of your trusted device ${quoted(client.device.name)} (${client.appId}) was used. That happens when somebody has copied it, so the device is no longer trusted: its next sign-in needs a code.`,
    "If you restored the phone from a backup just now, that explains it.",
    "If you did not, change your password, and everywhere else where you use the same one, and look through your trusted devices.",
  ]);
