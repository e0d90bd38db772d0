/** The parts of the contract's results that tests look at. `kind` is the name of the GraphQL type. */
type Parts = {
  EmailConfirmationSent: { email: string; resendAvailableAt: string; sender: string };
  PasswordTooWeak: {
    message: string;
    check: { score: number; acceptable: boolean; breached: boolean; advice: string[] };
  };
  SignedIn: {
    accessToken: string;
    accessTokenExpiresAt: string;
    refreshToken: string;
    deviceToken: string | null;
    session: { id: string; isCurrent: boolean };
    account: { id: string; email: string };
  };
  VerificationRequired: { ticket: string; matchNumber: string | null; challenge: ChallengeParts };
  InvalidCredentials: { message: string };
  EmailNotVerified: { message: string; resendAvailableAt: string };
  AppUpdateRequired: { message: string; app: { id: string }; minimumVersion: string; updateUrl: string | null };
  PasswordResetRequired: { message: string };
  TooManyAttempts: { message: string; retryAt: string };
  PasswordChanged: { sessionsEnded: number; account: { id: string; email: string; passwordChangedAt: string } };
  Confirmed: { account: { id: string; email: string }; deviceToken: string | null };
  AccountDeleted: { at: string };
  PasswordResetRequested: {
    ticket: string;
    resendAvailableAt: string;
    expiresAt: string;
    sender: string;
    advice: string[];
  };
  PasswordReset: { apps: { id: string; name: string }[]; sessionsEnded: number };
  PasswordResetHeld: { opensAt: string };
  ResetLinkInvalid: { message: string; state: LinkFault };
  ResetVerificationRequired: { message: string; ticket: string; challenge: ChallengeParts };
  SessionEnded: { message: string; sessionId: string | null; reason: string };
  Reauthenticated: { until: string };
  CodeIncorrect: { message: string; attemptsRemaining: number };
  ChallengeClosed: { message: string; status: string };
  ChallengePending: { message: string; challenge: ChallengeParts };
  VerificationSettled: { requestId: string; status: string };
  MatchNumberIncorrect: { message: string };
  CodeSent: { matchNumber: string | null; challenge: ChallengeParts };
  ResendTooSoon: { message: string; resendAvailableAt: string };
  MethodUnavailable: { message: string; methods: { method: string }[] };
  FlowStarted: { ticket: string; challenge: ChallengeParts; notice?: string | null };
  AuthenticatorSetup: { ticket: string; secret: string; otpauthUri: string; qrCodeSvg: string };
  PhoneNumberRequired: { message: string };
  ReauthenticationVerificationRequired: { ticket: string; challenge: ChallengeParts };
  TwoStepEnabled: { deviceToken: string | null };
  AccountSecured: { sessionsEnded: number };
  ActivityConfirmed: { at: string };
  LinkInvalid: { message: string; state: LinkFault };
  TrustedDeviceRemoved: { sessionsEnded: number };
  TrustedDeviceNotFound: { message: string };
};

type LinkFault = "USED" | "ENDED" | "UNKNOWN";

export type ChallengeParts = {
  id: string;
  purpose: string;
  status: string;
  method: string;
  methods: { method: string; destination: string | null }[];
  codeLength: number;
  attemptsRemaining: number;
  resendAvailableAt: string;
  expiresAt: string;
  deliveries: { method: string; destination: string | null; state: string; advice: string[] }[];
};

export type SecurityParts = {
  twoStepVerification: { enabled: boolean };
  methods: { method: string; destination: string | null }[];
  allowedMethods: string[];
  phoneNumber: string | null;
  authenticators: { id: string; name: string; lastUsedAt: string | null }[];
  recoveryCodesRemaining: number;
  recommendations: { kind: string; message: string }[];
};

type Kind = keyof Parts;
export type Result<K extends Kind = Kind> = { [Each in K]: { kind: Each } & Parts[Each] }[K];

/** The result, which must be of this kind. */
export const the = <K extends Kind>(kind: K, result: Result): Result<K> => {
  if (result.kind !== kind) throw new Error(`expected ${kind}, not ${JSON.stringify(result)}`);
  return result as unknown as Result<K>;
};
