import { HOUR } from "../kernel/clock.ts";
import type { Location, Origin, VerificationMethod } from "../kernel/vocabulary.ts";

/** How far one second step of a sign-in came: what the funnel counts. Beside the activity, where a person would not look for it. */
export type Verification = {
  id: string;
  accountId: string;
  appId: string;
  appVersion: string;
  osName: string;
  location: Pick<Location, "countryCode" | "network"> | null;
  risks: string[];
  askedAt: Date;
  /** By which it was asked first. */
  method: VerificationMethod;
  /** The first by each method. */
  sends: { method: VerificationMethod; at: Date }[];
  acknowledgedAt: Date | null;
  /** The right code was given, or a trusted device approved. */
  answeredAt: Date | null;
  answeredBy: VerificationMethod | null;
  signedInAt: Date | null;
};

/** A second step lives half an hour, and an approval is good for two minutes more: then it has come as far as it ever will. */
export const SETTLED_AFTER_MS = HOUR;

export type VerificationStep =
  | { kind: "ASKED"; id: string; accountId: string; origin: Origin; method: VerificationMethod; isSent: boolean }
  | { kind: "SENT" | "ANSWERED" | "SIGNED_IN"; id: string; method: VerificationMethod }
  | { kind: "ACKNOWLEDGED"; id: string };

export interface Verifications {
  /** Joins the transaction. What is told again, of a flow that is no sign-in, or of one that is rolled up, changes nothing. */
  follow(step: VerificationStep, at: Date): Promise<void>;
  /** Counted on, as of somebody whom nothing leads to. */
  forget(accountId: string): Promise<void>;
}
