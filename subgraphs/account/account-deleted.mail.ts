import { letter, type Letter } from "../kernel/letter.ts";

/** The last letter to an address that we know nothing of any more. */
export const accountDeletedLetter = ({ at }: { at: Date; locale: string }): Letter =>
  letter("Your account was deleted", [
    `It was deleted at ${at.toUTCString()}, for every app, by somebody who was signed in and gave the password. Every device was signed out.`,
    "What was yours is gone from our systems and can't be brought back: your address, devices, numbers and codes. What remains of the login activity names nobody.",
    "If it was not you, somebody knows your password: change it everywhere else where you use the same one.",
  ]);
