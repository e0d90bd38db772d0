import type { Place } from "../place.ts";

/** A sign-in, or a try at one. */
export type Attempt = {
  at: Date;
  place: Place;
  installationId: string;
  /** The app's version is below what two-step verification needs. */
  isOldApp: boolean;
};

/** What is known of the account before the attempt, from its own activity. */
export type Past = {
  knownInstallations: ReadonlySet<string>;
  /** ISO 3166-1 alpha-2. */
  knownCountries: ReadonlySet<string>;
  knownProviders: ReadonlySet<string>;
  /** The last successful sign-in; null when there was none. */
  last: { at: Date; place: Place } | null;
  /** Failed tries in the hour before the attempt. */
  recentFailures: number;
};

export type RiskSignal =
  "NEW_DEVICE" | "NEW_COUNTRY" | "NEW_PROVIDER" | "IMPOSSIBLE_TRAVEL" | "MANY_FAILURES" | "OLD_APP" | "HOSTING_NETWORK";

/** One reason to look twice. Pure: what it knows is in its arguments. What it means to the person, `kernel/risk.words.ts` says. */
export type RiskRule = {
  signal: RiskSignal;
  applies(attempt: Attempt, past: Past): boolean;
};
