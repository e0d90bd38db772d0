import { letter, quoted, type Letter } from "../kernel/letter.ts";
import type { Client } from "../kernel/vocabulary.ts";

/** After twenty wrong passwords in a day on a device that was trusted. */
export const lostTrustLetter = ({ client, at }: { client: Client; at: Date }): Letter =>
  letter("A device is not trusted any more", [
    `Until ${at.toUTCString()} twenty wrong passwords were tried within a day on ${quoted(client.device.name)}, which you trusted. It vouches for you no more: its next sign-in is asked for a code.`,
    "If it was you, sign in on it again and trust it. If you have forgotten the password, reset it from the sign-in page.",
    "If it was not you, somebody else has that device in hand: sign in on another one and end its sessions.",
  ]);
