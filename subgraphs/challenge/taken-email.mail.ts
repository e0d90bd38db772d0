import { letter, quoted, type Letter } from "../kernel/letter.ts";
import type { Challenge } from "./challenge.ts";

/** To the owner of an address that somebody else wanted for an account. */
export const takenEmailLetter = ({ challenge: { origin } }: { challenge: Challenge }): Letter =>
  letter("Somebody wanted to use your address", [
    `Somebody who is signed in to another account, on ${quoted(origin.client.device.name)}, wanted to move that account to this address. The address has an account already, so nothing was changed.`,
    "If it was you, use that account, or another address.",
    "If it was not you, there is nothing to do.",
  ]);
