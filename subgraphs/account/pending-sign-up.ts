/** A sign-up that has not proven its address. It belongs to the address and the installation together. */
export type PendingSignUp = {
  email: string;
  installationId: string;
  appId: string;
  locale: string;
  passwordHash: string;
  codeDigest: string;
  attempts: number;
  /** The address has an owner already: it answers like any other, and never confirms. */
  isTaken: boolean;
  resendAvailableAt: Date;
  expiresAt: Date;
};

export const MAX_CONFIRMATION_ATTEMPTS = 5;

/** How its code is stored: under a server key, bound to address and installation. */
export type ConfirmationDigest = (email: string, installationId: string, code: string) => string;

export interface PendingSignUps {
  of(email: string, installationId: string, at: Date): Promise<PendingSignUp | null>;
  allOf(email: string, at: Date): Promise<PendingSignUp[]>;
  /** Replaces the older one of the same address and installation. */
  save(pending: PendingSignUp): Promise<void>;
  /** Spends one attempt of the open one; null when there is none. */
  spendAttempt(email: string, installationId: string, at: Date): Promise<PendingSignUp | null>;
  forget(email: string): Promise<void>;
  forgetEvery(): Promise<void>;
  /** True for the single caller that takes it away, with every other one of that address. */
  take(email: string, installationId: string): Promise<boolean>;
}
