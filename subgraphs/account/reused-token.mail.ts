import { letter, quoted, type Letter } from "../kernel/letter.ts";
import type { Session } from "./session.ts";

/** A token that was already exchanged came back: somebody has a copy. */
export const reusedTokenLetter = ({ session, at }: { session: Session; at: Date }): Letter =>
  letter("A device was signed out to protect you", [
    `At ${at.toUTCString()} an old key of your ${session.appId} app on ${quoted(session.device.name)} was used a second time. That happens when somebody has copied it, so we signed that device out.`,
    "Sign in on it again. If you restored the phone from a backup just now, that explains it.",
    "If you did not, change your password, and everywhere else where you use the same one.",
  ]);
