import type { AppUpdateRequired } from "./app-update-required.ts";
import type { SignedIn } from "./let-in.ts";
import type { TooManyAttempts } from "./too-many-attempts.ts";

export type InvalidCredentials = { kind: "InvalidCredentials"; message: string };
export type PasswordResetRequired = { kind: "PasswordResetRequired"; message: string };
export type VerificationRequired = {
  kind: "VerificationRequired";
  ticket: string;
  matchNumber: string | null;
  challenge: { ticket: string };
};

export type SignInResult =
  | SignedIn
  | VerificationRequired
  | InvalidCredentials
  | { kind: "EmailNotVerified"; message: string; resendAvailableAt: Date }
  | AppUpdateRequired
  | PasswordResetRequired
  | TooManyAttempts;

/** One answer for a wrong password and for an address that nobody has. */
export const invalidCredentials = (): InvalidCredentials => ({
  kind: "InvalidCredentials",
  message: "No account has this address and this password.",
});

export const passwordResetRequired = (): PasswordResetRequired => ({
  kind: "PasswordResetRequired",
  message: "This account is protected. Its owner resets the password by mail to open it.",
});
