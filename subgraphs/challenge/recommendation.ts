import type { KnownInstallation } from "../trusted-device/port.ts";
import type { Challenge } from "./challenge.ts";
import type { Facts } from "./method/method.ts";

export const SECURITY_RECOMMENDATION_KINDS = [
  "ENABLE_TWO_STEP",
  "CHANGE_PASSWORD",
  "ADD_AUTHENTICATOR",
  "ADD_AUTHENTICATOR_ON_ANOTHER_DEVICE",
  "GENERATE_RECOVERY_CODES",
  "TURN_ON_NOTIFICATIONS",
  "UPDATE_APP",
  "REVIEW_TRUSTED_DEVICES",
] as const;

export type Recommendation = { kind: (typeof SECURITY_RECOMMENDATION_KINDS)[number]; message: string };

type Known = {
  isTwoStepOn: boolean;
  facts: Facts;
  /** The newest flows of the account. */
  flows: Challenge[];
  /** Its installations whose app can't do two-step verification. */
  outdated: KnownInstallation[];
};

/** More than these are worth a look: most people have two or three. */
const MANY_DEVICES = 5;
const FEW_CODES = 3;

/** Each kind: what it says where it is true of the account now, and null where it is not. */
type Rule = (known: Known) => string | null;

const RULES: Readonly<Record<Recommendation["kind"], Rule>> = {
  // Whoever is asked for a code has given the right password: what was then refused or locked was perhaps not the owner.
  CHANGE_PASSWORD: ({ facts: { account }, flows }) =>
    flows.some(
      ({ purpose, status, createdAt }) =>
        purpose === "SIGN_IN" && ["DENIED", "LOCKED"].includes(status) && createdAt > account.passwordChangedAt,
    )
      ? "Somebody with your password was not let in lately. If it was not you, change it now, and everywhere else where you use it."
      : null,
  ENABLE_TWO_STEP: ({ isTwoStepOn }) =>
    isTwoStepOn ? null : "Turn on two-step verification, so that your password alone lets nobody in.",
  GENERATE_RECOVERY_CODES: ({ isTwoStepOn, facts: { recoveryCodes } }) => {
    const left = recoveryCodes?.left ?? 0;
    if (!isTwoStepOn || left >= FEW_CODES) return null;
    return recoveryCodes
      ? `Only ${left} recovery codes are left. Make a new set.`
      : "Make recovery codes and keep them on paper, for when your phone is lost.";
  },
  TURN_ON_NOTIFICATIONS: ({ isTwoStepOn, facts: { reach } }) => {
    if (!isTwoStepOn || reach.pushTokens.length > 0) return null;
    const where = reach.silenced.length > 0 ? ` on ${reach.silenced.join(", ")}` : "";
    return `Allow notifications${where}, so that codes reach you when the app is closed.`;
  },
  ADD_AUTHENTICATOR: ({ isTwoStepOn, facts: { phone, authenticators } }) =>
    isTwoStepOn && phone && authenticators.length === 0
      ? "Add an authenticator app: it works without reception, and its codes can't be sent to anybody else's number."
      : null,
  // Of the article: the phone may be lost with the app on it.
  ADD_AUTHENTICATOR_ON_ANOTHER_DEVICE: ({ isTwoStepOn, facts: { authenticators } }) =>
    isTwoStepOn && authenticators.length === 1
      ? "Add an authenticator app on a device other than your mobile phone as well, for when the phone is lost or stolen."
      : null,
  UPDATE_APP: ({ isTwoStepOn, outdated }) =>
    isTwoStepOn && outdated.length > 0
      ? `Update the app on ${[...new Set(outdated.map(({ device }) => device.name))].join(", ")}: it is too old to sign in with two-step verification on.`
      : null,
  REVIEW_TRUSTED_DEVICES: ({ facts: { reach } }) =>
    reach.trusted > MANY_DEVICES ? `${reach.trusted} devices are trusted. Remove those that you no longer use.` : null,
};

/** What would make this account safer, the most useful first. Each is true of the account now. */
export const recommendationsFor = (known: Known): Recommendation[] =>
  Object.entries(RULES).flatMap(([kind, rule]) => {
    const message = rule(known);
    return message === null ? [] : [{ kind: kind as Recommendation["kind"], message }];
  });
