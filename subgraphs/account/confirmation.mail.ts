import { MINUTE } from "../kernel/clock.ts";
import { letter, quoted, type Letter } from "../kernel/letter.ts";
import type { Client } from "../kernel/vocabulary.ts";

/** The code that proves an address. */
export const confirmationLetter = ({ code, lifeMs }: { code: string; lifeMs: number; locale: string }): Letter =>
  letter("Confirm your address", [
    "Welcome. Enter this code in the app to confirm that this address is yours:",
    { code },
    `It is good for ${Math.max(Math.round(lifeMs / MINUTE), 1)} minutes, once, and only on the device where you signed up.`,
    "If you did not sign up, ignore this letter: without the code nothing comes of it.",
  ]);

/** To the owner of an address with which somebody signed up again. */
export const takenAddressLetter = ({ client }: { client: Client; locale: string }): Letter =>
  letter("You already have an account", [
    `Somebody signed up with this address, with the app ${client.appId} on ${quoted(client.device.name)}. The address has an account already, so nothing was changed.`,
    "If it was you, sign in with the password that you have; one account serves every app. If you have forgotten it, reset it from the sign-in page.",
    "If it was not you, there is nothing to do.",
  ]);
