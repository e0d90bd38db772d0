import { DAY } from "../kernel/clock.ts";
import type { DeviceDescription, Location } from "../kernel/vocabulary.ts";

/** One live subscription, with a lease: a process that dies leaves it to lapse. */
export type Line = { id: string; until: Date };

export type Owner = { accountId: string; installationId: string };

/** One install of one app, as it is known to one account; trusted or not. */
export type Installation = {
  id: string;
  accountId: string;
  installationId: string;
  appId: string;
  appVersion: string;
  device: DeviceDescription;
  /** The name that its owner gave it; else the device's own. */
  givenName: string | null;
  firstSeenAt: Date;
  lastSeenAt: Date;
  lastLocation: Location | null;
  /** Since when it vouches for this account; null: it does not. */
  trustedAt: Date | null;
  trustedUntil: Date | null;
  /** Trusted until two-step verification was turned off: turning it on again here asks for no mailed code. */
  wasTrusted: boolean;
  tokenCount: number;
  tokenDigest: string | null;
  previousTokenDigest: string | null;
  pushToken: string | null;
  notificationsAllowed: boolean;
  /** Its live subscriptions, each open until then unless it says so again. */
  lines: Line[];
};

export const NOTIFICATION_STATUSES = ["ENABLED", "DISABLED", "NO_PUSH_TOKEN"] as const;
export type NotificationStatus = (typeof NOTIFICATION_STATUSES)[number];

export const TRUST_LIFE_MS = 365 * DAY;
export const TRUST_IDLE_MS = 180 * DAY;

export const nameOf = ({ givenName, device }: Installation): string => givenName ?? device.name;

export const notificationStatus = ({ pushToken, notificationsAllowed }: Installation): NotificationStatus => {
  if (!pushToken) return "NO_PUSH_TOKEN";
  return notificationsAllowed ? "ENABLED" : "DISABLED";
};

export const isOnline = ({ lines }: Installation, at: Date): boolean => lines.some(({ until }) => until > at);

/** Trust ends by itself after a year, or 180 days unused. */
export const isTrustedAt = (
  { trustedUntil, lastSeenAt }: Pick<Installation, "trustedUntil" | "lastSeenAt">,
  at: Date,
) => trustedUntil !== null && trustedUntil > at && at.getTime() - lastSeenAt.getTime() < TRUST_IDLE_MS;

/** What of it changes at each visit. */
export type Visit = Pick<Installation, "appId" | "appVersion" | "device" | "lastLocation" | "lastSeenAt">;

export type NewTrust = Pick<
  Installation,
  "trustedAt" | "trustedUntil" | "tokenCount" | "tokenDigest" | "previousTokenDigest"
>;

/** Where its notifications go. */
export type Push = Pick<Installation, "pushToken" | "notificationsAllowed">;

export interface Installations {
  of(accountId: string, installationId: string): Promise<Installation | null>;
  allOf(accountId: string): Promise<Installation[]>;
  trustedOf(accountId: string, at: Date): Promise<Installation[]>;
  /** Adds it, or notes the visit where it is there already; as it was before, null where it was not. */
  arrive(first: Installation, visit: Visit): Promise<Installation | null>;
  visit(id: string, visit: Visit): Promise<void>;
  trust(id: string, trust: NewTrust): Promise<void>;
  /** Ends the trust of these, with their tokens; those that this call ended. */
  untrust(accountId: string, ids: string[], wasTrusted?: boolean): Promise<Installation[]>;
  /** Ends all trust there is; of how many. */
  untrustEvery(): Promise<number>;
  rename(accountId: string, id: string, name: string, at: Date): Promise<Installation | null>;
  /** Takes the token from whoever else holds it; null, and only to be rolled back, unless this one is trusted. Joins the transaction. */
  setPush(of: Pick<Installation, "accountId" | "installationId">, push: Push, at: Date): Promise<Installation | null>;
  forgetPush(accountId: string, installationIds: string[]): Promise<void>;
  /** Forgets them all; the push tokens that they had. */
  forget(accountId: string): Promise<string[]>;
  /** Of every account on the phone. */
  forgetPushToken(pushToken: string): Promise<void>;
  /** Opens a line of the installation, or keeps it open. Lapsed ones are swept out. */
  holdLine(whose: Owner, line: Line, at: Date): Promise<void>;
  dropLine(whose: Owner, lineId: string): Promise<void>;
}
