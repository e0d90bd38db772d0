import type { VerificationMethod } from "../kernel/vocabulary.ts";

/** How an account is secured beyond its password. */
export type TwoStep = {
  accountId: string;
  /** Since when it is on; null: off. */
  enabledAt: Date | null;
  /** The first time ever: from then on no mailed code is asked, and the security question is gone for good. */
  firstEnabledAt: Date | null;
  /** The installation that turned it on. */
  enabledBy: string | null;
  allowedMethods: VerificationMethod[];
};

/** What an account can be proven by without setting anything up. */
export const STANDARD_METHODS: VerificationMethod[] = [
  "APP_NOTIFICATION",
  "EMAIL",
  "SMS",
  "AUTHENTICATOR",
  "RECOVERY_CODE",
];

export const twoStepOff = (accountId: string): TwoStep => ({
  accountId,
  enabledAt: null,
  firstEnabledAt: null,
  enabledBy: null,
  allowedMethods: STANDARD_METHODS,
});

export interface TwoSteps {
  forget(accountId: string): Promise<void>;
  of(accountId: string): Promise<TwoStep>;
  /** True for the single caller that turns it on. */
  enable(accountId: string, installationId: string | null, at: Date): Promise<boolean>;
  /** Allows a method, or no longer while one of the others is still allowed; false where none is. */
  setAllowed(
    accountId: string,
    method: VerificationMethod,
    allowed: boolean,
    others: VerificationMethod[],
  ): Promise<boolean>;
  /** True for the single caller that turns it off. */
  disable(accountId: string): Promise<boolean>;
}
