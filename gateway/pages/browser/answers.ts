/** The answers of documents.ts; `kind` is the name of the GraphQL type. */
export type ResetRequested = {
  ticket: string;
  resendAvailableAt: string;
  expiresAt: string;
  sender: string;
  advice: string[];
};

export type PasswordCheck = { score: number; acceptable: boolean; breached: boolean; advice: string[] };

export type Method = "APP_NOTIFICATION" | "EMAIL" | "SMS" | "AUTHENTICATOR" | "RECOVERY_CODE";
export type MethodOption = { method: Method; destination: string | null };
export type Challenge = { method: Method; methods: MethodOption[]; codeLength: number; resendAvailableAt: string };

type TooManyAttempts = { kind: "TooManyAttempts"; retryAt: string };
export type ChallengeClosedStatus =
  "PENDING" | "APPROVED" | "COMPLETED" | "DENIED" | "EXPIRED" | "LOCKED" | "CANCELLED";
type ChallengeClosed = { kind: "ChallengeClosed"; status: ChallengeClosedStatus };

export type ResetResult =
  | { kind: "PasswordReset"; apps: { name: string }[]; sessionsEnded: number }
  | { kind: "PasswordResetHeld"; opensAt: string }
  | { kind: "ResetLinkInvalid" }
  | { kind: "PasswordTooWeak"; check: PasswordCheck }
  | { kind: "ResetVerificationRequired"; ticket: string; challenge: Challenge }
  | { kind: "CodeIncorrect"; attemptsRemaining: number }
  | ChallengeClosed
  | TooManyAttempts;

export type SendResult =
  | { kind: "CodeSent"; challenge: Challenge }
  | { kind: "ResendTooSoon"; resendAvailableAt: string }
  | { kind: "MethodUnavailable"; methods: MethodOption[] }
  | ChallengeClosed
  | TooManyAttempts;

export type LinkResult =
  { kind: "AccountSecured"; sessionsEnded: number } | { kind: "ActivityConfirmed" } | { kind: "LinkInvalid" };

export type MailedActivity = {
  at: string;
  kind: string;
  app: { name: string } | null;
  device: { name: string; model: string } | null;
  location: {
    city: string | null;
    countryCode: string | null;
    provider: string | null;
    notice: string;
  } | null;
  wasMe: boolean | null;
};
