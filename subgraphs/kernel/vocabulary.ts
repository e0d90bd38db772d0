import { DAY } from "./clock.ts";

/** Words that more than one subgraph speaks, without GraphQL. Their GraphQL types are in `graph/`. */

export const VERIFICATION_METHODS = ["APP_NOTIFICATION", "EMAIL", "SMS", "AUTHENTICATOR", "RECOVERY_CODE"] as const;
export type VerificationMethod = (typeof VERIFICATION_METHODS)[number];

/** How long a device or method has been there before it vouches alone: nobody makes an account his own in a stolen hour. */
export const SEASONED_MS = 3 * DAY;

export const CHALLENGE_STATUSES = [
  "PENDING",
  "APPROVED",
  "COMPLETED",
  "DENIED",
  "EXPIRED",
  "LOCKED",
  "CANCELLED",
] as const;
export type ChallengeStatus = (typeof CHALLENGE_STATUSES)[number];

export const NETWORK_KINDS = ["UNKNOWN", "FIXED", "CELLULAR", "HOSTING", "PRIVATE"] as const;
export type NetworkKind = (typeof NETWORK_KINDS)[number];

export const RISK_SIGNALS = [
  "NEW_DEVICE",
  "NEW_COUNTRY",
  "NEW_PROVIDER",
  "IMPOSSIBLE_TRAVEL",
  "MANY_FAILURES",
  "OLD_APP",
  "HOSTING_NETWORK",
] as const;
export type RiskSignal = (typeof RISK_SIGNALS)[number];

export const ROLES = ["USER", "ANALYST", "SUPPORT", "ADMIN"] as const;
export type Role = (typeof ROLES)[number];
/** A role that opens what is not one's own. */
export type StaffRole = Exclude<Role, "USER">;

/** Of a mailed link. UNKNOWN: none of ours, or none that is still remembered. */
export const LINK_STATES = ["OPEN", "USED", "ENDED", "UNKNOWN"] as const;
export type LinkState = (typeof LINK_STATES)[number];
/** Why it opens nothing. */
export type LinkFault = Exclude<LinkState, "OPEN">;

/** What a phone or browser calls itself; every name is the client's word. */
export type DeviceDescription = { name: string; model: string; osName: string; osVersion: string };

/** Where an address is, as its provider has it; a snapshot of when it was looked up. */
export type Location = {
  city: string | null;
  region: string | null;
  countryCode: string | null;
  provider: string | null;
  network: NetworkKind;
};

/** The app that asks: which, how new, on what. */
export type Client = { appId: string; appVersion: string; installationId: string; device: DeviceDescription };

/** One attempt to be let in, as it was seen. */
export type Origin = { client: Client; ip: string; location: Location | null; risks: RiskSignal[] };
