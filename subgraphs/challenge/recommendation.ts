import type { KnownInstallation } from "../trusted-device/port.ts";
import type { Challenge } from "./challenge.ts";
import type { Facts } from "./method/method.ts";
import { recommendationWords } from "./recommendation.words.ts";

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

export type Recommendation = {
  kind: (typeof SECURITY_RECOMMENDATION_KINDS)[number];
  messageIn: (locale: string) => string;
};

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

type Say = ReturnType<typeof recommendationWords>;

/** Each kind: what it says where it is true of the account now, and null where it is not. */
type Rule = (known: Known) => ((say: Say) => string) | null;

const RULES: Readonly<Record<Recommendation["kind"], Rule>> = {
  // Whoever is asked for a code has given the right password: what was then refused or locked was perhaps not the owner.
  CHANGE_PASSWORD: ({ facts: { account }, flows }) =>
    flows.some(
      ({ purpose, status, createdAt }) =>
        purpose === "SIGN_IN" && ["DENIED", "LOCKED"].includes(status) && createdAt > account.passwordChangedAt,
    )
      ? (say) => say("CHANGE_PASSWORD")
      : null,
  ENABLE_TWO_STEP: ({ isTwoStepOn }) => (isTwoStepOn ? null : (say) => say("ENABLE_TWO_STEP")),
  GENERATE_RECOVERY_CODES: ({ isTwoStepOn, facts: { recoveryCodes } }) => {
    const count = recoveryCodes?.left ?? 0;
    if (!isTwoStepOn || count >= FEW_CODES) return null;
    return (say) => (recoveryCodes ? say("fewCodes", { count }) : say("noCodes"));
  },
  TURN_ON_NOTIFICATIONS: ({ isTwoStepOn, facts: { reach } }) => {
    if (!isTwoStepOn || reach.pushTokens.length > 0) return null;
    const devices = reach.silenced.join(", ");
    return (say) => (devices ? say("notificationsOn", { devices }) : say("TURN_ON_NOTIFICATIONS"));
  },
  ADD_AUTHENTICATOR: ({ isTwoStepOn, facts: { phone, authenticators } }) =>
    isTwoStepOn && phone && authenticators.length === 0 ? (say) => say("ADD_AUTHENTICATOR") : null,
  // Of the article: the phone may be lost with the app on it.
  ADD_AUTHENTICATOR_ON_ANOTHER_DEVICE: ({ isTwoStepOn, facts: { authenticators } }) =>
    isTwoStepOn && authenticators.length === 1 ? (say) => say("ADD_AUTHENTICATOR_ON_ANOTHER_DEVICE") : null,
  UPDATE_APP: ({ isTwoStepOn, outdated }) => {
    const devices = [...new Set(outdated.map(({ device }) => device.name))].join(", ");
    return isTwoStepOn && outdated.length > 0 ? (say) => say("UPDATE_APP", { devices }) : null;
  },
  REVIEW_TRUSTED_DEVICES: ({ facts: { reach } }) =>
    reach.trusted > MANY_DEVICES ? (say) => say("REVIEW", { count: reach.trusted }) : null,
};

/** What would make this account safer, the most useful first. Each is true of the account now. */
export const recommendationsFor = (known: Known): Recommendation[] =>
  Object.entries(RULES).flatMap(([kind, rule]) => {
    const message = rule(known);
    const messageIn = (locale: string) => message?.(recommendationWords(locale)) ?? "";
    return message === null ? [] : [{ kind: kind as Recommendation["kind"], messageIn }];
  });
