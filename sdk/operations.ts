// Made by `npm run fix:schema` from schema/operations: edit those.

/** What an operation is asked with, and what it answers. */
type DocumentTypeDecoration<Result, Variables> = { __apiType?: (variables: Variables) => Result };
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type Role =
  | 'USER'
  | 'ANALYST'
  | 'SUPPORT'
  | 'ADMIN';

export type SecurityQuestionStatus =
  | 'NOT_SET'
  | 'SET'
  | 'DISABLED_FOR_EVER';

export type VerificationMethod =
  | 'APP_NOTIFICATION'
  | 'EMAIL'
  | 'SMS'
  | 'AUTHENTICATOR'
  | 'RECOVERY_CODE';

export type NetworkKind =
  | 'UNKNOWN'
  | 'FIXED'
  | 'CELLULAR'
  | 'HOSTING'
  | 'PRIVATE';

/** Of a mailed link. USED: it works once. ENDED: its time is over, or something newer took its place. UNKNOWN: none of ours, or not remembered any more; also whatever was guessed. */
export type LinkState =
  | 'OPEN'
  | 'USED'
  | 'ENDED'
  | 'UNKNOWN';

/** PENDING → APPROVED → COMPLETED, or PENDING → COMPLETED by code; the others end it. */
export type ChallengeStatus =
  | 'PENDING'
  | 'APPROVED'
  | 'COMPLETED'
  | 'DENIED'
  | 'EXPIRED'
  | 'LOCKED'
  | 'CANCELLED';

export type SessionEndReason =
  | 'SIGNED_OUT'
  | 'REVOKED'
  | 'DEVICE_REMOVED'
  | 'PASSWORD_CHANGED'
  | 'PASSWORD_RESET'
  | 'ACCOUNT_PROTECTED'
  | 'ACCOUNT_DELETED'
  | 'TOKEN_REUSED'
  | 'EXPIRED';

export type ChallengePurpose =
  | 'SIGN_IN'
  | 'RESET_PASSWORD'
  | 'REAUTHENTICATE'
  | 'ENABLE_TWO_STEP'
  | 'CONFIRM_PHONE'
  | 'CONFIRM_AUTHENTICATOR'
  | 'CONFIRM_EMAIL'
  | 'CHANGE_EMAIL';

/** ACKNOWLEDGED: shown on a trusted device (acknowledgeVerification). */
export type DeliveryState =
  | 'QUEUED'
  | 'SENT'
  | 'ACKNOWLEDGED'
  | 'FAILED';

/** NOT_YET: this account's batch has not been reached by the roll-out. */
export type TwoStepAvailability =
  | 'AVAILABLE'
  | 'NOT_YET';

export type SecurityRecommendationKind =
  | 'ENABLE_TWO_STEP'
  | 'CHANGE_PASSWORD'
  | 'ADD_AUTHENTICATOR'
  | 'ADD_AUTHENTICATOR_ON_ANOTHER_DEVICE'
  | 'GENERATE_RECOVERY_CODES'
  | 'TURN_ON_NOTIFICATIONS'
  | 'UPDATE_APP'
  | 'REVIEW_TRUSTED_DEVICES';

export type RiskSignal =
  | 'NEW_DEVICE'
  | 'NEW_COUNTRY'
  | 'NEW_PROVIDER'
  | 'IMPOSSIBLE_TRAVEL'
  | 'MANY_FAILURES'
  | 'OLD_APP'
  | 'HOSTING_NETWORK';

export type DenialReason =
  | 'CANCELLED'
  | 'NOT_ME';

export type LoginActivityKind =
  | 'SIGNED_UP'
  | 'SIGNED_IN'
  | 'SIGN_IN_FAILED'
  | 'SIGN_IN_REFUSED_OLD_APP'
  | 'SIGNED_OUT'
  | 'SESSION_REVOKED'
  | 'TOKEN_REUSED'
  | 'VERIFICATION_REQUESTED'
  | 'VERIFICATION_FAILED'
  | 'VERIFICATION_DENIED'
  | 'VERIFICATION_NOT_ME'
  | 'VERIFICATION_EXPIRED'
  | 'DEVICE_TRUSTED'
  | 'DEVICE_REMOVED'
  | 'TWO_STEP_ENABLED'
  | 'TWO_STEP_DISABLED'
  | 'METHOD_ADDED'
  | 'METHOD_REMOVED'
  | 'PASSWORD_CHANGED'
  | 'PASSWORD_RESET_REQUESTED'
  | 'PASSWORD_RESET'
  | 'EMAIL_CHANGED'
  | 'PHONE_CHANGED'
  | 'ACCOUNT_PROTECTED'
  | 'ACCOUNT_DELETED'
  | 'ROLE_CHANGED'
  | 'DATA_EXPORTED'
  | 'EMAIL_CONFIRMED'
  | 'VERIFICATION_APPROVED'
  | 'VERIFICATION_CANCELLED'
  | 'VERIFICATION_LOCKED'
  | 'RECOVERY_CODES_MADE'
  | 'STAFF_ACCESS'
  | 'ATTEMPTS_LOCKED'
  | 'REAUTHENTICATION_FAILED'
  | 'CHANGE_UNDONE'
  | 'PASSWORD_RESET_HELD';

export type ReportDimension =
  | 'APP'
  | 'APP_VERSION'
  | 'COUNTRY'
  | 'KIND'
  | 'METHOD'
  | 'NETWORK'
  | 'OS';

/** In UTC; a week begins on its Monday (ISO 8601). */
export type TimeBucket =
  | 'HOUR'
  | 'DAY'
  | 'WEEK'
  | 'MONTH';

export type ExportFormat =
  | 'CSV'
  | 'NDJSON';

export type NotificationStatus =
  | 'ENABLED'
  | 'DISABLED'
  | 'NO_PUSH_TOKEN';

export type SignUpInput = {
  email: string;
  password: string;
  locale?: string | null | undefined;
  client: ClientInput;
};

export type ClientInput = {
  appId: string | number;
  /** Semantic version of the app, for example 2.3.1. */
  appVersion: string;
  device: DeviceInput;
};

export type DeviceInput = {
  /** Made by the app at install; stays until it is uninstalled. */
  installationId: string | number;
  name: string;
  model: string;
  osName: string;
  osVersion: string;
};

export type ConfirmEmailInput = {
  email: string;
  code: string;
  client: ClientInput;
};

export type SignInInput = {
  email: string;
  password: string;
  client: ClientInput;
  /** What SignedIn.deviceToken gave this installation: while it is trusted, no second step is asked. */
  deviceToken?: string | null | undefined;
};

export type ChangePasswordInput = {
  currentPassword: string;
  newPassword: string;
};

/** method: where more than one could have made the code; null: the challenge's own. */
export type TicketCodeInput = {
  ticket: string;
  code: string;
  method?: VerificationMethod | null | undefined;
};

export type RequestPasswordResetInput = {
  email: string;
  appId?: string | number | null | undefined;
};

export type ResetPasswordInput = {
  token: string;
  newPassword: string;
  /** Where ResetVerificationRequired asked for it: its ticket, and a code of one of its methods. */
  verification?: TicketCodeInput | null | undefined;
  /** None of its methods is at hand: the reset is held for 24 hours, and told everywhere. */
  cannotVerify?: boolean | null | undefined;
};

export type SecurityQuestionInput = {
  question: string;
  answer: string;
};

export type ApproveVerificationInput = {
  requestId: string | number;
  matchNumber: string;
};

export type DenyVerificationInput = {
  requestId: string | number;
  reason: DenialReason;
};

export type SendVerificationCodeInput = {
  ticket: string;
  method: VerificationMethod;
};

/** trustDevice: null means what the app's policy says. */
export type SubmitVerificationCodeInput = {
  ticket: string;
  code: string;
  method?: VerificationMethod | null | undefined;
  trustDevice?: boolean | null | undefined;
};

export type CompleteApprovedSignInInput = {
  ticket: string;
  trustDevice?: boolean | null | undefined;
};

/** Every one that is given must match; of a list, any member. */
export type LoginActivityFilter = {
  /** The first moment that counts. */
  from?: string | null | undefined;
  /** The first moment that counts no more. */
  to?: string | null | undefined;
  kinds?: Array<LoginActivityKind> | null | undefined;
  appIds?: Array<string | number> | null | undefined;
  countryCodes?: Array<string> | null | undefined;
  methods?: Array<VerificationMethod> | null | undefined;
  risks?: Array<RiskSignal> | null | undefined;
  /** Analysts only. */
  accountId?: string | number | null | undefined;
};

export type ActivityReportInput = {
  /** The first moment that counts. */
  from: string;
  /** The first moment that counts no more. */
  to: string;
  /** One row a bucket; null: one row for the whole range. HOUR for 400 days at most. */
  bucket?: TimeBucket | null | undefined;
  groupBy?: Array<ReportDimension>;
  /** Its accountId is refused here. */
  filter?: LoginActivityFilter | null | undefined;
};

export type RegisterPushTokenInput = {
  /** Null: this installation has none from now on. */
  token?: string | null | undefined;
  /** What the person lets this app do, by the phone's own settings. */
  notificationsAllowed: boolean;
};

export type AccountQueryVariables = Exact<{
  id?: string | number | null | undefined;
  email?: string | null | undefined;
}>;


export type AccountQuery = { account: { id: string, email: string, createdAt: string, loginSecurity: { recoveryCodesRemaining: number, twoStepVerification: { enabled: boolean, enabledAt: string | null, availability: TwoStepAvailability }, methods: Array<{ method: VerificationMethod, destination: string | null }> }, supportReport: { text: string } } | null };

export type AcknowledgeVerificationMutationVariables = Exact<{
  requestId: string | number;
}>;


export type AcknowledgeVerificationMutation = { acknowledgeVerification: boolean };

export type ActivityReportQueryVariables = Exact<{
  input: ActivityReportInput;
}>;


export type ActivityReportQuery = { activityReport: { suppressedRows: number, privacyFloor: number, rows: Array<{ bucket: string | null, events: number, accounts: number, values: Array<{ dimension: ReportDimension, value: string | null }> }> } };

export type AnswerLoginActivityMutationVariables = Exact<{
  activityId: string | number;
  wasMe: boolean;
}>;


export type AnswerLoginActivityMutation = { answerLoginActivity: { id: string, wasMe: boolean | null } };

export type AnswerMailedActivityMutationVariables = Exact<{
  token: string;
  wasMe: boolean;
}>;


export type AnswerMailedActivityMutation = { answerMailedActivity:
    | { __typename: 'AccountSecured', sessionsEnded: number }
    | { __typename: 'ActivityConfirmed', at: string }
    | { __typename: 'LinkInvalid', message: string, state: LinkState }
   };

export type ApproveVerificationMutationVariables = Exact<{
  input: ApproveVerificationInput;
}>;


export type ApproveVerificationMutation = { approveVerification:
    | { __typename: 'VerificationSettled', requestId: string, status: ChallengeStatus }
    | { __typename: 'MatchNumberIncorrect', message: string }
    | { __typename: 'ChallengeClosed', message: string, status: ChallengeStatus }
   };

export type BeginAuthenticatorSetupMutationVariables = Exact<{
  name: string;
}>;


export type BeginAuthenticatorSetupMutation = { beginAuthenticatorSetup:
    | { __typename: 'AuthenticatorSetup', ticket: string, secret: string, otpauthUri: string, qrCodeSvg: string }
    | { __typename: 'PhoneNumberRequired', message: string }
   };

export type CancelVerificationMutationVariables = Exact<{
  ticket: string;
}>;


export type CancelVerificationMutation = { cancelVerification: boolean };

export type ChangeEmailMutationVariables = Exact<{
  newEmail: string;
}>;


export type ChangeEmailMutation = { changeEmail: { ticket: string, challenge: { expiresAt: string, resendAvailableAt: string } } };

export type ChangePasswordMutationVariables = Exact<{
  input: ChangePasswordInput;
}>;


export type ChangePasswordMutation = { changePassword:
    | { __typename: 'PasswordChanged', sessionsEnded: number }
    | { __typename: 'InvalidCredentials', message: string }
    | { __typename: 'PasswordTooWeak', message: string, check: { score: number, advice: Array<string> } }
    | { __typename: 'PasswordResetRequired', message: string }
    | { __typename: 'TooManyAttempts', message: string, retryAt: string }
   };

export type CheckPasswordMutationVariables = Exact<{
  password: string;
}>;


export type CheckPasswordMutation = { checkPassword: { score: number, acceptable: boolean, breached: boolean, advice: Array<string> } };

export type ClientAppsQueryVariables = Exact<{ [key: string]: never; }>;


export type ClientAppsQuery = { clientApps: Array<{ id: string, name: string, minimumTwoStepVersion: string | null, twoStepOnByDefault: boolean, trustsByDefault: boolean, verificationMethods: Array<VerificationMethod>, updateUrl: string | null }> };

export type CompleteApprovedSignInMutationVariables = Exact<{
  input: CompleteApprovedSignInInput;
}>;


export type CompleteApprovedSignInMutation = { completeApprovedSignIn:
    | { __typename: 'SignedIn', accessToken: string, accessTokenExpiresAt: string, refreshToken: string, deviceToken: string | null, session: { id: string, app: { name: string } }, account: { id: string, email: string } }
    | { __typename: 'CodeIncorrect', message: string }
    | { __typename: 'ChallengePending', message: string }
    | { __typename: 'ChallengeClosed', message: string, status: ChallengeStatus }
    | { __typename: 'AppUpdateRequired', message: string, minimumVersion: string, updateUrl: string | null }
    | { __typename: 'PasswordResetRequired', message: string }
    | { __typename: 'TooManyAttempts', message: string, retryAt: string }
   };

export type ConfirmAuthenticatorMutationVariables = Exact<{
  input: TicketCodeInput;
}>;


export type ConfirmAuthenticatorMutation = { confirmAuthenticator:
    | { __typename: 'Confirmed', account: { loginSecurity: { authenticators: Array<{ id: string, name: string, addedAt: string, lastUsedAt: string | null }> } } }
    | { __typename: 'CodeIncorrect', attemptsRemaining: number, message: string }
    | { __typename: 'ChallengeClosed', status: ChallengeStatus, message: string }
    | { __typename: 'TooManyAttempts', retryAt: string, message: string }
   };

export type ConfirmEmailChangeMutationVariables = Exact<{
  input: TicketCodeInput;
}>;


export type ConfirmEmailChangeMutation = { confirmEmailChange:
    | { __typename: 'Confirmed', account: { email: string } }
    | { __typename: 'CodeIncorrect', message: string, attemptsRemaining: number }
    | { __typename: 'ChallengeClosed', message: string, status: ChallengeStatus }
    | { __typename: 'TooManyAttempts', message: string, retryAt: string }
   };

export type ConfirmEmailMutationVariables = Exact<{
  input: ConfirmEmailInput;
}>;


export type ConfirmEmailMutation = { confirmEmail:
    | { __typename: 'SignedIn', accessToken: string, accessTokenExpiresAt: string, refreshToken: string, deviceToken: string | null, session: { id: string, app: { name: string } }, account: { id: string, email: string } }
    | { __typename: 'CodeIncorrect', message: string, attemptsRemaining: number }
    | { __typename: 'ChallengeClosed', message: string, status: ChallengeStatus }
    | { __typename: 'TooManyAttempts', message: string, retryAt: string }
   };

export type ConfirmPhoneNumberMutationVariables = Exact<{
  input: TicketCodeInput;
}>;


export type ConfirmPhoneNumberMutation = { confirmPhoneNumber:
    | { __typename: 'Confirmed', deviceToken: string | null, account: { loginSecurity: { phoneNumber: string | null, twoStepVerification: { enabled: boolean } } } }
    | { __typename: 'CodeIncorrect', attemptsRemaining: number, message: string }
    | { __typename: 'ChallengeClosed', status: ChallengeStatus, message: string }
    | { __typename: 'TooManyAttempts', retryAt: string, message: string }
   };

export type ConfirmTwoStepVerificationMutationVariables = Exact<{
  input: TicketCodeInput;
}>;


export type ConfirmTwoStepVerificationMutation = { confirmTwoStepVerification:
    | { __typename: 'TwoStepEnabled', deviceToken: string | null, loginSecurity: { twoStepVerification: { enabled: boolean, enabledAt: string | null }, recommendations: Array<{ kind: SecurityRecommendationKind, message: string }> } }
    | { __typename: 'FlowStarted', ticket: string, notice: string | null, challenge: { method: VerificationMethod, expiresAt: string, deliveries: Array<{ method: VerificationMethod, destination: string | null, state: DeliveryState, advice: Array<string> }> } }
    | { __typename: 'TwoStepNotAvailable', message: string }
    | { __typename: 'CodeIncorrect', message: string, attemptsRemaining: number }
    | { __typename: 'ChallengeClosed', message: string, status: ChallengeStatus }
    | { __typename: 'TooManyAttempts', message: string, retryAt: string }
   };

export type DeleteAccountMutationVariables = Exact<{
  password: string;
}>;


export type DeleteAccountMutation = { deleteAccount:
    | { __typename: 'AccountDeleted', at: string }
    | { __typename: 'InvalidCredentials', message: string }
    | { __typename: 'PasswordResetRequired', message: string }
    | { __typename: 'TooManyAttempts', message: string, retryAt: string }
   };

export type DenyVerificationMutationVariables = Exact<{
  input: DenyVerificationInput;
}>;


export type DenyVerificationMutation = { denyVerification:
    | { __typename: 'VerificationSettled', requestId: string, status: ChallengeStatus }
    | { __typename: 'MatchNumberIncorrect' }
    | { __typename: 'ChallengeClosed', message: string, status: ChallengeStatus }
   };

export type DisableTwoStepVerificationMutationVariables = Exact<{ [key: string]: never; }>;


export type DisableTwoStepVerificationMutation = { disableTwoStepVerification: { twoStepVerification: { enabled: boolean, availability: TwoStepAvailability } } };

export type EnableTwoStepVerificationMutationVariables = Exact<{ [key: string]: never; }>;


export type EnableTwoStepVerificationMutation = { enableTwoStepVerification:
    | { __typename: 'TwoStepEnabled', deviceToken: string | null, loginSecurity: { twoStepVerification: { enabled: boolean, enabledAt: string | null }, recommendations: Array<{ kind: SecurityRecommendationKind, message: string }> } }
    | { __typename: 'FlowStarted', ticket: string, notice: string | null, challenge: { method: VerificationMethod, expiresAt: string, deliveries: Array<{ method: VerificationMethod, destination: string | null, state: DeliveryState, advice: Array<string> }> } }
    | { __typename: 'TwoStepNotAvailable', message: string }
    | { __typename: 'CodeIncorrect', message: string, attemptsRemaining: number }
    | { __typename: 'ChallengeClosed', message: string, status: ChallengeStatus }
    | { __typename: 'TooManyAttempts', message: string, retryAt: string }
   };

export type ExportLoginActivityMutationVariables = Exact<{
  filter?: LoginActivityFilter | null | undefined;
  format: ExportFormat;
}>;


export type ExportLoginActivityMutation = { exportLoginActivity: { url: string, expiresAt: string } };

export type ExportMyDataMutationVariables = Exact<{ [key: string]: never; }>;


export type ExportMyDataMutation = { exportMyData: { url: string, expiresAt: string } };

export type GenerateRecoveryCodesMutationVariables = Exact<{ [key: string]: never; }>;


export type GenerateRecoveryCodesMutation = { generateRecoveryCodes: Array<string> };

export type GrantRoleMutationVariables = Exact<{
  accountId: string | number;
  role: Role;
}>;


export type GrantRoleMutation = { grantRole: { id: string, roles: Array<Role> } };

export type LoginActivitiesQueryVariables = Exact<{
  filter?: LoginActivityFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type LoginActivitiesQuery = { loginActivities: { edges: Array<{ node: { at: string, kind: LoginActivityKind, method: VerificationMethod | null, appVersion: string | null, ipAddress: string | null, risks: Array<RiskSignal>, account: { id: string } | null, app: { name: string } | null, device: { model: string } | null, location: { countryCode: string | null, provider: string | null, network: NetworkKind } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type LoginActivityRecordedSubscriptionVariables = Exact<{
  filter?: LoginActivityFilter | null | undefined;
}>;


export type LoginActivityRecordedSubscription = { loginActivityRecorded: { id: string, at: string, kind: LoginActivityKind, method: VerificationMethod | null, ipAddress: string | null, risks: Array<RiskSignal>, riskReasons: Array<string>, app: { name: string } | null, device: { name: string, model: string } | null, location: { city: string | null, countryCode: string | null, provider: string | null, network: NetworkKind, notice: string } | null } };

export type MailedActivityLinkQueryVariables = Exact<{
  token: string;
}>;


export type MailedActivityLinkQuery = { mailedActivityLink: LinkState };

export type MailedActivityQueryVariables = Exact<{
  token: string;
}>;


export type MailedActivityQuery = { mailedActivity: { at: string, kind: LoginActivityKind, wasMe: boolean | null, app: { name: string } | null, device: { name: string, model: string } | null, location: { city: string | null, countryCode: string | null, provider: string | null, notice: string } | null } | null };

export type MeQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type MeQuery = { me: { id: string, email: string, roles: Array<Role>, sessions: Array<{ id: string, isCurrent: boolean, app: { name: string }, device: { name: string } }>, loginSecurity: { twoStepVerification: { enabled: boolean, availability: TwoStepAvailability }, methods: Array<{ method: VerificationMethod, destination: string | null }>, recommendations: Array<{ kind: SecurityRecommendationKind, message: string }> }, trustedDevices: Array<{ id: string, name: string, isCurrent: boolean, online: boolean, notifications: NotificationStatus }>, loginActivity: { edges: Array<{ node: { at: string, kind: LoginActivityKind, method: VerificationMethod | null, ipAddress: string | null, risks: Array<RiskSignal>, app: { name: string } | null, device: { name: string } | null, location: { city: string | null, countryCode: string | null, provider: string | null, network: NetworkKind, notice: string } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type PasswordResetCompletedSubscriptionVariables = Exact<{
  ticket: string;
}>;


export type PasswordResetCompletedSubscription = { passwordResetCompleted: { apps: Array<{ name: string }> } };

export type PasswordResetLinkQueryVariables = Exact<{
  token: string;
}>;


export type PasswordResetLinkQuery = { passwordResetLink: { state: LinkState, email: string | null } };

export type PendingVerificationRequestsQueryVariables = Exact<{ [key: string]: never; }>;


export type PendingVerificationRequestsQuery = { pendingVerificationRequests: Array<{ id: string, accountEmail: string, code: string, asksForNumber: boolean, ipAddress: string, risks: Array<RiskSignal>, expiresAt: string, app: { name: string }, device: { name: string, model: string }, location: { city: string | null, countryCode: string | null, provider: string | null, notice: string } | null }> };

export type ReauthenticateMutationVariables = Exact<{
  password: string;
  verification?: TicketCodeInput | null | undefined;
}>;


export type ReauthenticateMutation = { reauthenticate:
    | { __typename: 'Reauthenticated', until: string }
    | { __typename: 'ReauthenticationVerificationRequired', message: string, ticket: string, challenge: { method: VerificationMethod, methods: Array<{ method: VerificationMethod, destination: string | null }> } }
    | { __typename: 'InvalidCredentials', message: string }
    | { __typename: 'CodeIncorrect', message: string, attemptsRemaining: number }
    | { __typename: 'ChallengeClosed', message: string, status: ChallengeStatus }
    | { __typename: 'PasswordResetRequired', message: string }
    | { __typename: 'TooManyAttempts', message: string, retryAt: string }
   };

export type RefreshSessionMutationVariables = Exact<{
  refreshToken: string;
  client?: ClientInput | null | undefined;
}>;


export type RefreshSessionMutation = { refreshSession:
    | { __typename: 'SignedIn', accessToken: string, accessTokenExpiresAt: string, refreshToken: string }
    | { __typename: 'SessionEnded', message: string, sessionId: string | null, reason: SessionEndReason }
   };

export type RegisterPushTokenMutationVariables = Exact<{
  input: RegisterPushTokenInput;
}>;


export type RegisterPushTokenMutation = { registerPushToken: { id: string, notifications: NotificationStatus } };

export type RemoveAuthenticatorMutationVariables = Exact<{
  authenticatorId: string | number;
}>;


export type RemoveAuthenticatorMutation = { removeAuthenticator: { authenticators: Array<{ id: string, name: string }> } };

export type RemovePhoneNumberMutationVariables = Exact<{ [key: string]: never; }>;


export type RemovePhoneNumberMutation = { removePhoneNumber: { phoneNumber: string | null, authenticators: Array<{ id: string, name: string }>, methods: Array<{ method: VerificationMethod, destination: string | null }> } };

export type RemoveTrustedDeviceMutationVariables = Exact<{
  deviceId: string | number;
}>;


export type RemoveTrustedDeviceMutation = { removeTrustedDevice:
    | { __typename: 'TrustedDeviceRemoved', sessionsEnded: number, account: { trustedDevices: Array<{ id: string, name: string }> } }
    | { __typename: 'TrustedDeviceNotFound', message: string }
   };

export type RenameTrustedDeviceMutationVariables = Exact<{
  deviceId: string | number;
  name: string;
}>;


export type RenameTrustedDeviceMutation = { renameTrustedDevice: { id: string, name: string } };

export type RequestPasswordResetMutationVariables = Exact<{
  input: RequestPasswordResetInput;
}>;


export type RequestPasswordResetMutation = { requestPasswordReset: { ticket: string, resendAvailableAt: string, expiresAt: string, sender: string, advice: Array<string> } };

export type ResendEmailConfirmationMutationVariables = Exact<{
  email: string;
  installationId?: string | number | null | undefined;
}>;


export type ResendEmailConfirmationMutation = { resendEmailConfirmation: { email: string, resendAvailableAt: string, sender: string } };

export type ResetPasswordMutationVariables = Exact<{
  input: ResetPasswordInput;
}>;


export type ResetPasswordMutation = { resetPassword:
    | { __typename: 'PasswordReset', sessionsEnded: number, apps: Array<{ name: string }> }
    | { __typename: 'PasswordResetHeld', opensAt: string }
    | { __typename: 'ResetLinkInvalid', message: string, state: LinkState }
    | { __typename: 'PasswordTooWeak', message: string, check: { score: number, acceptable: boolean, breached: boolean, advice: Array<string> } }
    | { __typename: 'ResetVerificationRequired', message: string, ticket: string, challenge: { methods: Array<{ method: VerificationMethod, destination: string | null }> } }
    | { __typename: 'CodeIncorrect', message: string, attemptsRemaining: number }
    | { __typename: 'ChallengeClosed', message: string, status: ChallengeStatus }
    | { __typename: 'TooManyAttempts', message: string, retryAt: string }
   };

export type RevokeRoleMutationVariables = Exact<{
  accountId: string | number;
  role: Role;
}>;


export type RevokeRoleMutation = { revokeRole: { id: string, roles: Array<Role> } };

export type SendVerificationCodeMutationVariables = Exact<{
  input: SendVerificationCodeInput;
}>;


export type SendVerificationCodeMutation = { sendVerificationCode:
    | { __typename: 'CodeSent', matchNumber: string | null, challenge: { method: VerificationMethod, resendAvailableAt: string, expiresAt: string, deliveries: Array<{ method: VerificationMethod, destination: string | null, state: DeliveryState, advice: Array<string> }> } }
    | { __typename: 'ResendTooSoon', message: string, resendAvailableAt: string }
    | { __typename: 'MethodUnavailable', message: string, methods: Array<{ method: VerificationMethod, destination: string | null }> }
    | { __typename: 'ChallengeClosed', message: string, status: ChallengeStatus }
    | { __typename: 'TooManyAttempts', message: string, retryAt: string }
   };

export type SessionEndedSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type SessionEndedSubscription = { sessionEnded: { message: string, sessionId: string | null, reason: SessionEndReason } };

export type SetLocaleMutationVariables = Exact<{
  locale: string;
}>;


export type SetLocaleMutation = { setLocale: { id: string, locale: string } };

export type SetPhoneNumberMutationVariables = Exact<{
  phoneNumber: string;
}>;


export type SetPhoneNumberMutation = { setPhoneNumber: { ticket: string, notice: string | null, challenge: { method: VerificationMethod, expiresAt: string, resendAvailableAt: string, deliveries: Array<{ method: VerificationMethod, destination: string | null, state: DeliveryState, advice: Array<string> }> } } };

export type SetSecurityQuestionMutationVariables = Exact<{
  input: SecurityQuestionInput;
}>;


export type SetSecurityQuestionMutation = { setSecurityQuestion:
    | { __typename: 'SecurityQuestion', status: SecurityQuestionStatus, question: string | null }
    | { __typename: 'SecurityQuestionDisabled', message: string }
   };

export type SetTwoStepRolloutMutationVariables = Exact<{
  appId: string | number;
  percent: number;
}>;


export type SetTwoStepRolloutMutation = { setTwoStepRollout: { id: string, twoStepRolloutPercent: number | null } };

export type SetVerificationMethodAllowedMutationVariables = Exact<{
  method: VerificationMethod;
  allowed: boolean;
}>;


export type SetVerificationMethodAllowedMutation = { setVerificationMethodAllowed: { allowedMethods: Array<VerificationMethod>, methods: Array<{ method: VerificationMethod, destination: string | null }> } };

export type SignInMutationVariables = Exact<{
  input: SignInInput;
}>;


export type SignInMutation = { signIn:
    | { __typename: 'SignedIn', accessToken: string, accessTokenExpiresAt: string, refreshToken: string, deviceToken: string | null, session: { id: string, app: { name: string } }, account: { id: string, email: string } }
    | { __typename: 'VerificationRequired', ticket: string, matchNumber: string | null, challenge: { method: VerificationMethod, codeLength: number, attemptsRemaining: number, resendAvailableAt: string, expiresAt: string, methods: Array<{ method: VerificationMethod, destination: string | null }> } }
    | { __typename: 'InvalidCredentials', message: string }
    | { __typename: 'EmailNotVerified', message: string, resendAvailableAt: string }
    | { __typename: 'AppUpdateRequired', message: string, minimumVersion: string, updateUrl: string | null }
    | { __typename: 'PasswordResetRequired', message: string }
    | { __typename: 'TooManyAttempts', message: string, retryAt: string }
   };

export type SignOutMutationVariables = Exact<{ [key: string]: never; }>;


export type SignOutMutation = { signOut: boolean };

export type SignUpMutationVariables = Exact<{
  input: SignUpInput;
}>;


export type SignUpMutation = { signUp:
    | { __typename: 'EmailConfirmationSent', email: string, resendAvailableAt: string, sender: string }
    | { __typename: 'PasswordTooWeak', message: string, check: { score: number, advice: Array<string> } }
    | { __typename: 'TooManyAttempts', message: string, retryAt: string }
   };

export type SubmitVerificationCodeMutationVariables = Exact<{
  input: SubmitVerificationCodeInput;
}>;


export type SubmitVerificationCodeMutation = { submitVerificationCode:
    | { __typename: 'SignedIn', accessToken: string, accessTokenExpiresAt: string, refreshToken: string, deviceToken: string | null, session: { id: string, app: { name: string } }, account: { id: string, email: string } }
    | { __typename: 'CodeIncorrect', message: string, attemptsRemaining: number }
    | { __typename: 'ChallengePending', message: string }
    | { __typename: 'ChallengeClosed', message: string, status: ChallengeStatus }
    | { __typename: 'AppUpdateRequired', message: string, minimumVersion: string, updateUrl: string | null }
    | { __typename: 'PasswordResetRequired', message: string }
    | { __typename: 'TooManyAttempts', message: string, retryAt: string }
   };

export type SuggestPasswordMutationVariables = Exact<{
  length?: number | null | undefined;
}>;


export type SuggestPasswordMutation = { suggestPassword: string };

export type SupportReportQueryVariables = Exact<{
  ticket: string;
}>;


export type SupportReportQuery = { supportReport: { email: string, text: string, twoStepVerification: { enabled: boolean, availability: TwoStepAvailability }, methods: Array<{ method: VerificationMethod, destination: string | null }>, installations: Array<{ appVersion: string, trusted: boolean, lastSeenAt: string, app: { id: string, name: string }, device: { model: string, osName: string, osVersion: string } }>, deliveries: Array<{ method: VerificationMethod, state: DeliveryState, at: string, advice: Array<string> }> } | null };

export type TrustedDevicesQueryVariables = Exact<{ [key: string]: never; }>;


export type TrustedDevicesQuery = { me: { trustedDevices: Array<{ id: string, name: string, trustedAt: string, lastUsedAt: string, isCurrent: boolean, online: boolean, notifications: NotificationStatus, device: { model: string, osName: string, osVersion: string }, app: { name: string }, lastLocation: { city: string | null, countryCode: string | null, notice: string } | null }> } | null };

export type TwoStepImpactQueryVariables = Exact<{ [key: string]: never; }>;


export type TwoStepImpactQuery = { twoStepImpact: Array<{ appVersion: string, minimumVersion: string, lastSeenAt: string, app: { id: string, name: string, updateUrl: string | null }, device: { name: string, model: string } }> };

export type UndoChangeMutationVariables = Exact<{
  token: string;
}>;


export type UndoChangeMutation = { undoChange:
    | { __typename: 'AccountSecured', sessionsEnded: number }
    | { __typename: 'ActivityConfirmed' }
    | { __typename: 'LinkInvalid', message: string, state: LinkState }
   };

export type VerificationChallengeQueryVariables = Exact<{
  ticket: string;
}>;


export type VerificationChallengeQuery = { verificationChallenge: { status: ChallengeStatus, method: VerificationMethod, attemptsRemaining: number, resendAvailableAt: string, expiresAt: string, methods: Array<{ method: VerificationMethod, destination: string | null }>, deliveries: Array<{ method: VerificationMethod, destination: string | null, state: DeliveryState, at: string, advice: Array<string> }> } | null };

export type VerificationFunnelQueryVariables = Exact<{
  input: ActivityReportInput;
}>;


export type VerificationFunnelQuery = { verificationFunnel: { suppressedRows: number, privacyFloor: number, rows: Array<{ bucket: string | null, asked: number, sent: number, acknowledged: number, answered: number, signedIn: number, medianAnswerSeconds: number | null, accounts: number, values: Array<{ dimension: ReportDimension, value: string | null }> }> } };

export type VerificationOutcomeSubscriptionVariables = Exact<{
  ticket: string;
}>;


export type VerificationOutcomeSubscription = { verificationOutcome: { status: ChallengeStatus, attemptsRemaining: number, expiresAt: string } };

export type VerificationRequestsSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type VerificationRequestsSubscription = { verificationRequests:
    | { __typename: 'VerificationRequested', request: { id: string, purpose: ChallengePurpose, accountEmail: string, code: string, asksForNumber: boolean, ipAddress: string, risks: Array<RiskSignal>, riskReasons: Array<string>, requestedAt: string, expiresAt: string, app: { name: string }, device: { name: string, model: string, osName: string, osVersion: string }, location: { city: string | null, region: string | null, countryCode: string | null, provider: string | null, network: NetworkKind, notice: string } | null } }
    | { __typename: 'VerificationSettled', requestId: string, status: ChallengeStatus }
   };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const AccountDocument = /* @__PURE__ */ new TypedDocumentString(`query Account($id:ID$email:EmailAddress){account(id:$id email:$email){id email createdAt loginSecurity{twoStepVerification{enabled enabledAt availability}methods{method destination}recoveryCodesRemaining}supportReport{text}}}`) as unknown as TypedDocumentString<AccountQuery, AccountQueryVariables>;
export const AcknowledgeVerificationDocument = /* @__PURE__ */ new TypedDocumentString(`mutation AcknowledgeVerification($requestId:ID!){acknowledgeVerification(requestId:$requestId)}`) as unknown as TypedDocumentString<AcknowledgeVerificationMutation, AcknowledgeVerificationMutationVariables>;
export const ActivityReportDocument = /* @__PURE__ */ new TypedDocumentString(`query ActivityReport($input:ActivityReportInput!){activityReport(input:$input){rows{bucket values{dimension value}events accounts}suppressedRows privacyFloor}}`) as unknown as TypedDocumentString<ActivityReportQuery, ActivityReportQueryVariables>;
export const AnswerLoginActivityDocument = /* @__PURE__ */ new TypedDocumentString(`mutation AnswerLoginActivity($activityId:ID!$wasMe:Boolean!){answerLoginActivity(activityId:$activityId wasMe:$wasMe){id wasMe}}`) as unknown as TypedDocumentString<AnswerLoginActivityMutation, AnswerLoginActivityMutationVariables>;
export const AnswerMailedActivityDocument = /* @__PURE__ */ new TypedDocumentString(`mutation AnswerMailedActivity($token:String!$wasMe:Boolean!){answerMailedActivity(token:$token wasMe:$wasMe){__typename ...on AccountSecured{sessionsEnded}...on ActivityConfirmed{at}...on LinkInvalid{message state}}}`) as unknown as TypedDocumentString<AnswerMailedActivityMutation, AnswerMailedActivityMutationVariables>;
export const ApproveVerificationDocument = /* @__PURE__ */ new TypedDocumentString(`mutation ApproveVerification($input:ApproveVerificationInput!){approveVerification(input:$input){__typename ...on VerificationSettled{requestId status}...on ChallengeClosed{message status}...on MatchNumberIncorrect{message}}}`) as unknown as TypedDocumentString<ApproveVerificationMutation, ApproveVerificationMutationVariables>;
export const BeginAuthenticatorSetupDocument = /* @__PURE__ */ new TypedDocumentString(`mutation BeginAuthenticatorSetup($name:String!){beginAuthenticatorSetup(name:$name){__typename ...on AuthenticatorSetup{ticket secret otpauthUri qrCodeSvg}...on PhoneNumberRequired{message}}}`) as unknown as TypedDocumentString<BeginAuthenticatorSetupMutation, BeginAuthenticatorSetupMutationVariables>;
export const CancelVerificationDocument = /* @__PURE__ */ new TypedDocumentString(`mutation CancelVerification($ticket:String!){cancelVerification(ticket:$ticket)}`) as unknown as TypedDocumentString<CancelVerificationMutation, CancelVerificationMutationVariables>;
export const ChangeEmailDocument = /* @__PURE__ */ new TypedDocumentString(`mutation ChangeEmail($newEmail:EmailAddress!){changeEmail(newEmail:$newEmail){ticket challenge{expiresAt resendAvailableAt}}}`) as unknown as TypedDocumentString<ChangeEmailMutation, ChangeEmailMutationVariables>;
export const ChangePasswordDocument = /* @__PURE__ */ new TypedDocumentString(`mutation ChangePassword($input:ChangePasswordInput!){changePassword(input:$input){__typename ...on PasswordChanged{sessionsEnded}...on PasswordTooWeak{message check{score advice}}...on InvalidCredentials{message}...on PasswordResetRequired{message}...on TooManyAttempts{message retryAt}}}`) as unknown as TypedDocumentString<ChangePasswordMutation, ChangePasswordMutationVariables>;
export const CheckPasswordDocument = /* @__PURE__ */ new TypedDocumentString(`mutation CheckPassword($password:String!){checkPassword(password:$password){score acceptable breached advice}}`) as unknown as TypedDocumentString<CheckPasswordMutation, CheckPasswordMutationVariables>;
export const ClientAppsDocument = /* @__PURE__ */ new TypedDocumentString(`query ClientApps{clientApps{id name minimumTwoStepVersion twoStepOnByDefault trustsByDefault verificationMethods updateUrl}}`) as unknown as TypedDocumentString<ClientAppsQuery, ClientAppsQueryVariables>;
export const CompleteApprovedSignInDocument = /* @__PURE__ */ new TypedDocumentString(`mutation CompleteApprovedSignIn($input:CompleteApprovedSignInInput!){completeApprovedSignIn(input:$input){__typename ...on SignedIn{accessToken accessTokenExpiresAt refreshToken deviceToken session{id app{name}}account{id email}}...on ChallengeClosed{message status}...on AppUpdateRequired{message minimumVersion updateUrl}...on TooManyAttempts{message retryAt}...on Problem{message}}}`) as unknown as TypedDocumentString<CompleteApprovedSignInMutation, CompleteApprovedSignInMutationVariables>;
export const ConfirmAuthenticatorDocument = /* @__PURE__ */ new TypedDocumentString(`mutation ConfirmAuthenticator($input:TicketCodeInput!){confirmAuthenticator(input:$input){__typename ...on Confirmed{account{loginSecurity{authenticators{id name addedAt lastUsedAt}}}}...on CodeIncorrect{attemptsRemaining}...on ChallengeClosed{status}...on TooManyAttempts{retryAt}...on Problem{message}}}`) as unknown as TypedDocumentString<ConfirmAuthenticatorMutation, ConfirmAuthenticatorMutationVariables>;
export const ConfirmEmailChangeDocument = /* @__PURE__ */ new TypedDocumentString(`mutation ConfirmEmailChange($input:TicketCodeInput!){confirmEmailChange(input:$input){__typename ...on Confirmed{account{email}}...on CodeIncorrect{message attemptsRemaining}...on ChallengeClosed{message status}...on TooManyAttempts{message retryAt}}}`) as unknown as TypedDocumentString<ConfirmEmailChangeMutation, ConfirmEmailChangeMutationVariables>;
export const ConfirmEmailDocument = /* @__PURE__ */ new TypedDocumentString(`mutation ConfirmEmail($input:ConfirmEmailInput!){confirmEmail(input:$input){__typename ...on SignedIn{accessToken accessTokenExpiresAt refreshToken deviceToken session{id app{name}}account{id email}}...on CodeIncorrect{message attemptsRemaining}...on ChallengeClosed{message status}...on TooManyAttempts{message retryAt}}}`) as unknown as TypedDocumentString<ConfirmEmailMutation, ConfirmEmailMutationVariables>;
export const ConfirmPhoneNumberDocument = /* @__PURE__ */ new TypedDocumentString(`mutation ConfirmPhoneNumber($input:TicketCodeInput!){confirmPhoneNumber(input:$input){__typename ...on Confirmed{deviceToken account{loginSecurity{phoneNumber twoStepVerification{enabled}}}}...on CodeIncorrect{attemptsRemaining}...on ChallengeClosed{status}...on TooManyAttempts{retryAt}...on Problem{message}}}`) as unknown as TypedDocumentString<ConfirmPhoneNumberMutation, ConfirmPhoneNumberMutationVariables>;
export const ConfirmTwoStepVerificationDocument = /* @__PURE__ */ new TypedDocumentString(`mutation ConfirmTwoStepVerification($input:TicketCodeInput!){confirmTwoStepVerification(input:$input){__typename ...on TwoStepEnabled{deviceToken loginSecurity{twoStepVerification{enabled enabledAt}recommendations{kind message}}}...on FlowStarted{ticket notice challenge{method expiresAt deliveries{method destination state advice}}}...on CodeIncorrect{message attemptsRemaining}...on ChallengeClosed{message status}...on TooManyAttempts{message retryAt}...on Problem{message}}}`) as unknown as TypedDocumentString<ConfirmTwoStepVerificationMutation, ConfirmTwoStepVerificationMutationVariables>;
export const DeleteAccountDocument = /* @__PURE__ */ new TypedDocumentString(`mutation DeleteAccount($password:String!){deleteAccount(password:$password){__typename ...on AccountDeleted{at}...on InvalidCredentials{message}...on PasswordResetRequired{message}...on TooManyAttempts{message retryAt}}}`) as unknown as TypedDocumentString<DeleteAccountMutation, DeleteAccountMutationVariables>;
export const DenyVerificationDocument = /* @__PURE__ */ new TypedDocumentString(`mutation DenyVerification($input:DenyVerificationInput!){denyVerification(input:$input){__typename ...on VerificationSettled{requestId status}...on ChallengeClosed{message status}}}`) as unknown as TypedDocumentString<DenyVerificationMutation, DenyVerificationMutationVariables>;
export const DisableTwoStepVerificationDocument = /* @__PURE__ */ new TypedDocumentString(`mutation DisableTwoStepVerification{disableTwoStepVerification{twoStepVerification{enabled availability}}}`) as unknown as TypedDocumentString<DisableTwoStepVerificationMutation, DisableTwoStepVerificationMutationVariables>;
export const EnableTwoStepVerificationDocument = /* @__PURE__ */ new TypedDocumentString(`mutation EnableTwoStepVerification{enableTwoStepVerification{__typename ...on TwoStepEnabled{deviceToken loginSecurity{twoStepVerification{enabled enabledAt}recommendations{kind message}}}...on FlowStarted{ticket notice challenge{method expiresAt deliveries{method destination state advice}}}...on CodeIncorrect{message attemptsRemaining}...on ChallengeClosed{message status}...on TooManyAttempts{message retryAt}...on Problem{message}}}`) as unknown as TypedDocumentString<EnableTwoStepVerificationMutation, EnableTwoStepVerificationMutationVariables>;
export const ExportLoginActivityDocument = /* @__PURE__ */ new TypedDocumentString(`mutation ExportLoginActivity($filter:LoginActivityFilter$format:ExportFormat!){exportLoginActivity(filter:$filter format:$format){url expiresAt}}`) as unknown as TypedDocumentString<ExportLoginActivityMutation, ExportLoginActivityMutationVariables>;
export const ExportMyDataDocument = /* @__PURE__ */ new TypedDocumentString(`mutation ExportMyData{exportMyData{url expiresAt}}`) as unknown as TypedDocumentString<ExportMyDataMutation, ExportMyDataMutationVariables>;
export const GenerateRecoveryCodesDocument = /* @__PURE__ */ new TypedDocumentString(`mutation GenerateRecoveryCodes{generateRecoveryCodes}`) as unknown as TypedDocumentString<GenerateRecoveryCodesMutation, GenerateRecoveryCodesMutationVariables>;
export const GrantRoleDocument = /* @__PURE__ */ new TypedDocumentString(`mutation GrantRole($accountId:ID!$role:Role!){grantRole(accountId:$accountId role:$role){id roles}}`) as unknown as TypedDocumentString<GrantRoleMutation, GrantRoleMutationVariables>;
export const LoginActivitiesDocument = /* @__PURE__ */ new TypedDocumentString(`query LoginActivities($filter:LoginActivityFilter$first:Int=50$after:String){loginActivities(filter:$filter first:$first after:$after){edges{node{at kind method account{id}app{name}appVersion device{model}ipAddress location{countryCode provider network}risks}}pageInfo{hasNextPage endCursor}}}`) as unknown as TypedDocumentString<LoginActivitiesQuery, LoginActivitiesQueryVariables>;
export const LoginActivityRecordedDocument = /* @__PURE__ */ new TypedDocumentString(`subscription LoginActivityRecorded($filter:LoginActivityFilter){loginActivityRecorded(filter:$filter){id at kind method app{name}device{name model}ipAddress location{city countryCode provider network notice}risks riskReasons}}`) as unknown as TypedDocumentString<LoginActivityRecordedSubscription, LoginActivityRecordedSubscriptionVariables>;
export const MailedActivityLinkDocument = /* @__PURE__ */ new TypedDocumentString(`query MailedActivityLink($token:String!){mailedActivityLink(token:$token)}`) as unknown as TypedDocumentString<MailedActivityLinkQuery, MailedActivityLinkQueryVariables>;
export const MailedActivityDocument = /* @__PURE__ */ new TypedDocumentString(`query MailedActivity($token:String!){mailedActivity(token:$token){at kind app{name}device{name model}location{city countryCode provider notice}wasMe}}`) as unknown as TypedDocumentString<MailedActivityQuery, MailedActivityQueryVariables>;
export const MeDocument = /* @__PURE__ */ new TypedDocumentString(`query Me($first:Int=20$after:String){me{id email roles sessions{id app{name}device{name}isCurrent}loginSecurity{twoStepVerification{enabled availability}methods{method destination}recommendations{kind message}}trustedDevices{id name isCurrent online notifications}loginActivity(first:$first after:$after){edges{node{at kind method app{name}device{name}ipAddress location{city countryCode provider network notice}risks}}pageInfo{hasNextPage endCursor}}}}`) as unknown as TypedDocumentString<MeQuery, MeQueryVariables>;
export const PasswordResetCompletedDocument = /* @__PURE__ */ new TypedDocumentString(`subscription PasswordResetCompleted($ticket:String!){passwordResetCompleted(ticket:$ticket){apps{name}}}`) as unknown as TypedDocumentString<PasswordResetCompletedSubscription, PasswordResetCompletedSubscriptionVariables>;
export const PasswordResetLinkDocument = /* @__PURE__ */ new TypedDocumentString(`query PasswordResetLink($token:String!){passwordResetLink(token:$token){state email}}`) as unknown as TypedDocumentString<PasswordResetLinkQuery, PasswordResetLinkQueryVariables>;
export const PendingVerificationRequestsDocument = /* @__PURE__ */ new TypedDocumentString(`query PendingVerificationRequests{pendingVerificationRequests{id accountEmail code asksForNumber app{name}device{name model}ipAddress location{city countryCode provider notice}risks expiresAt}}`) as unknown as TypedDocumentString<PendingVerificationRequestsQuery, PendingVerificationRequestsQueryVariables>;
export const ReauthenticateDocument = /* @__PURE__ */ new TypedDocumentString(`mutation Reauthenticate($password:String!$verification:TicketCodeInput){reauthenticate(password:$password verification:$verification){__typename ...on Reauthenticated{until}...on ReauthenticationVerificationRequired{message ticket challenge{method methods{method destination}}}...on CodeIncorrect{message attemptsRemaining}...on ChallengeClosed{message status}...on TooManyAttempts{message retryAt}...on Problem{message}}}`) as unknown as TypedDocumentString<ReauthenticateMutation, ReauthenticateMutationVariables>;
export const RefreshSessionDocument = /* @__PURE__ */ new TypedDocumentString(`mutation RefreshSession($refreshToken:String!$client:ClientInput){refreshSession(refreshToken:$refreshToken client:$client){__typename ...on SignedIn{accessToken accessTokenExpiresAt refreshToken}...on SessionEnded{message sessionId reason}}}`) as unknown as TypedDocumentString<RefreshSessionMutation, RefreshSessionMutationVariables>;
export const RegisterPushTokenDocument = /* @__PURE__ */ new TypedDocumentString(`mutation RegisterPushToken($input:RegisterPushTokenInput!){registerPushToken(input:$input){id notifications}}`) as unknown as TypedDocumentString<RegisterPushTokenMutation, RegisterPushTokenMutationVariables>;
export const RemoveAuthenticatorDocument = /* @__PURE__ */ new TypedDocumentString(`mutation RemoveAuthenticator($authenticatorId:ID!){removeAuthenticator(authenticatorId:$authenticatorId){authenticators{id name}}}`) as unknown as TypedDocumentString<RemoveAuthenticatorMutation, RemoveAuthenticatorMutationVariables>;
export const RemovePhoneNumberDocument = /* @__PURE__ */ new TypedDocumentString(`mutation RemovePhoneNumber{removePhoneNumber{phoneNumber authenticators{id name}methods{method destination}}}`) as unknown as TypedDocumentString<RemovePhoneNumberMutation, RemovePhoneNumberMutationVariables>;
export const RemoveTrustedDeviceDocument = /* @__PURE__ */ new TypedDocumentString(`mutation RemoveTrustedDevice($deviceId:ID!){removeTrustedDevice(deviceId:$deviceId){__typename ...on TrustedDeviceRemoved{sessionsEnded account{trustedDevices{id name}}}...on TrustedDeviceNotFound{message}}}`) as unknown as TypedDocumentString<RemoveTrustedDeviceMutation, RemoveTrustedDeviceMutationVariables>;
export const RenameTrustedDeviceDocument = /* @__PURE__ */ new TypedDocumentString(`mutation RenameTrustedDevice($deviceId:ID!$name:String!){renameTrustedDevice(deviceId:$deviceId name:$name){id name}}`) as unknown as TypedDocumentString<RenameTrustedDeviceMutation, RenameTrustedDeviceMutationVariables>;
export const RequestPasswordResetDocument = /* @__PURE__ */ new TypedDocumentString(`mutation RequestPasswordReset($input:RequestPasswordResetInput!){requestPasswordReset(input:$input){ticket resendAvailableAt expiresAt sender advice}}`) as unknown as TypedDocumentString<RequestPasswordResetMutation, RequestPasswordResetMutationVariables>;
export const ResendEmailConfirmationDocument = /* @__PURE__ */ new TypedDocumentString(`mutation ResendEmailConfirmation($email:EmailAddress!$installationId:ID){resendEmailConfirmation(email:$email installationId:$installationId){email resendAvailableAt sender}}`) as unknown as TypedDocumentString<ResendEmailConfirmationMutation, ResendEmailConfirmationMutationVariables>;
export const ResetPasswordDocument = /* @__PURE__ */ new TypedDocumentString(`mutation ResetPassword($input:ResetPasswordInput!){resetPassword(input:$input){__typename ...on PasswordReset{apps{name}sessionsEnded}...on PasswordResetHeld{opensAt}...on PasswordTooWeak{message check{score acceptable breached advice}}...on ResetVerificationRequired{message ticket challenge{methods{method destination}}}...on CodeIncorrect{message attemptsRemaining}...on ChallengeClosed{message status}...on TooManyAttempts{message retryAt}...on ResetLinkInvalid{message state}}}`) as unknown as TypedDocumentString<ResetPasswordMutation, ResetPasswordMutationVariables>;
export const RevokeRoleDocument = /* @__PURE__ */ new TypedDocumentString(`mutation RevokeRole($accountId:ID!$role:Role!){revokeRole(accountId:$accountId role:$role){id roles}}`) as unknown as TypedDocumentString<RevokeRoleMutation, RevokeRoleMutationVariables>;
export const SendVerificationCodeDocument = /* @__PURE__ */ new TypedDocumentString(`mutation SendVerificationCode($input:SendVerificationCodeInput!){sendVerificationCode(input:$input){__typename ...on CodeSent{matchNumber challenge{method resendAvailableAt expiresAt deliveries{method destination state advice}}}...on ResendTooSoon{message resendAvailableAt}...on MethodUnavailable{message methods{method destination}}...on ChallengeClosed{message status}...on TooManyAttempts{message retryAt}}}`) as unknown as TypedDocumentString<SendVerificationCodeMutation, SendVerificationCodeMutationVariables>;
export const SessionEndedDocument = /* @__PURE__ */ new TypedDocumentString(`subscription SessionEnded{sessionEnded{message sessionId reason}}`) as unknown as TypedDocumentString<SessionEndedSubscription, SessionEndedSubscriptionVariables>;
export const SetLocaleDocument = /* @__PURE__ */ new TypedDocumentString(`mutation SetLocale($locale:Locale!){setLocale(locale:$locale){id locale}}`) as unknown as TypedDocumentString<SetLocaleMutation, SetLocaleMutationVariables>;
export const SetPhoneNumberDocument = /* @__PURE__ */ new TypedDocumentString(`mutation SetPhoneNumber($phoneNumber:PhoneNumber!){setPhoneNumber(phoneNumber:$phoneNumber){ticket notice challenge{method expiresAt resendAvailableAt deliveries{method destination state advice}}}}`) as unknown as TypedDocumentString<SetPhoneNumberMutation, SetPhoneNumberMutationVariables>;
export const SetSecurityQuestionDocument = /* @__PURE__ */ new TypedDocumentString(`mutation SetSecurityQuestion($input:SecurityQuestionInput!){setSecurityQuestion(input:$input){__typename ...on SecurityQuestion{status question}...on SecurityQuestionDisabled{message}}}`) as unknown as TypedDocumentString<SetSecurityQuestionMutation, SetSecurityQuestionMutationVariables>;
export const SetTwoStepRolloutDocument = /* @__PURE__ */ new TypedDocumentString(`mutation SetTwoStepRollout($appId:ID!$percent:Int!){setTwoStepRollout(appId:$appId percent:$percent){id twoStepRolloutPercent}}`) as unknown as TypedDocumentString<SetTwoStepRolloutMutation, SetTwoStepRolloutMutationVariables>;
export const SetVerificationMethodAllowedDocument = /* @__PURE__ */ new TypedDocumentString(`mutation SetVerificationMethodAllowed($method:VerificationMethod!$allowed:Boolean!){setVerificationMethodAllowed(method:$method allowed:$allowed){allowedMethods methods{method destination}}}`) as unknown as TypedDocumentString<SetVerificationMethodAllowedMutation, SetVerificationMethodAllowedMutationVariables>;
export const SignInDocument = /* @__PURE__ */ new TypedDocumentString(`mutation SignIn($input:SignInInput!){signIn(input:$input){__typename ...on SignedIn{accessToken accessTokenExpiresAt refreshToken deviceToken session{id app{name}}account{id email}}...on VerificationRequired{ticket matchNumber challenge{method methods{method destination}codeLength attemptsRemaining resendAvailableAt expiresAt}}...on EmailNotVerified{message resendAvailableAt}...on AppUpdateRequired{message minimumVersion updateUrl}...on TooManyAttempts{message retryAt}...on Problem{message}}}`) as unknown as TypedDocumentString<SignInMutation, SignInMutationVariables>;
export const SignOutDocument = /* @__PURE__ */ new TypedDocumentString(`mutation SignOut{signOut}`) as unknown as TypedDocumentString<SignOutMutation, SignOutMutationVariables>;
export const SignUpDocument = /* @__PURE__ */ new TypedDocumentString(`mutation SignUp($input:SignUpInput!){signUp(input:$input){__typename ...on EmailConfirmationSent{email resendAvailableAt sender}...on PasswordTooWeak{message check{score advice}}...on TooManyAttempts{message retryAt}}}`) as unknown as TypedDocumentString<SignUpMutation, SignUpMutationVariables>;
export const SubmitVerificationCodeDocument = /* @__PURE__ */ new TypedDocumentString(`mutation SubmitVerificationCode($input:SubmitVerificationCodeInput!){submitVerificationCode(input:$input){__typename ...on SignedIn{accessToken accessTokenExpiresAt refreshToken deviceToken session{id app{name}}account{id email}}...on CodeIncorrect{message attemptsRemaining}...on ChallengeClosed{message status}...on AppUpdateRequired{message minimumVersion updateUrl}...on TooManyAttempts{message retryAt}...on Problem{message}}}`) as unknown as TypedDocumentString<SubmitVerificationCodeMutation, SubmitVerificationCodeMutationVariables>;
export const SuggestPasswordDocument = /* @__PURE__ */ new TypedDocumentString(`mutation SuggestPassword($length:Int){suggestPassword(length:$length)}`) as unknown as TypedDocumentString<SuggestPasswordMutation, SuggestPasswordMutationVariables>;
export const SupportReportDocument = /* @__PURE__ */ new TypedDocumentString(`query SupportReport($ticket:String!){supportReport(ticket:$ticket){email twoStepVerification{enabled availability}methods{method destination}installations{app{id name}appVersion device{model osName osVersion}trusted lastSeenAt}deliveries{method state at advice}text}}`) as unknown as TypedDocumentString<SupportReportQuery, SupportReportQueryVariables>;
export const TrustedDevicesDocument = /* @__PURE__ */ new TypedDocumentString(`query TrustedDevices{me{trustedDevices{id name device{model osName osVersion}app{name}trustedAt lastUsedAt lastLocation{city countryCode notice}isCurrent online notifications}}}`) as unknown as TypedDocumentString<TrustedDevicesQuery, TrustedDevicesQueryVariables>;
export const TwoStepImpactDocument = /* @__PURE__ */ new TypedDocumentString(`query TwoStepImpact{twoStepImpact{app{id name updateUrl}appVersion device{name model}minimumVersion lastSeenAt}}`) as unknown as TypedDocumentString<TwoStepImpactQuery, TwoStepImpactQueryVariables>;
export const UndoChangeDocument = /* @__PURE__ */ new TypedDocumentString(`mutation UndoChange($token:String!){undoChange(token:$token){__typename ...on AccountSecured{sessionsEnded}...on LinkInvalid{message state}}}`) as unknown as TypedDocumentString<UndoChangeMutation, UndoChangeMutationVariables>;
export const VerificationChallengeDocument = /* @__PURE__ */ new TypedDocumentString(`query VerificationChallenge($ticket:String!){verificationChallenge(ticket:$ticket){status method methods{method destination}attemptsRemaining resendAvailableAt expiresAt deliveries{method destination state at advice}}}`) as unknown as TypedDocumentString<VerificationChallengeQuery, VerificationChallengeQueryVariables>;
export const VerificationFunnelDocument = /* @__PURE__ */ new TypedDocumentString(`query VerificationFunnel($input:ActivityReportInput!){verificationFunnel(input:$input){rows{bucket values{dimension value}asked sent acknowledged answered signedIn medianAnswerSeconds accounts}suppressedRows privacyFloor}}`) as unknown as TypedDocumentString<VerificationFunnelQuery, VerificationFunnelQueryVariables>;
export const VerificationOutcomeDocument = /* @__PURE__ */ new TypedDocumentString(`subscription VerificationOutcome($ticket:String!){verificationOutcome(ticket:$ticket){status attemptsRemaining expiresAt}}`) as unknown as TypedDocumentString<VerificationOutcomeSubscription, VerificationOutcomeSubscriptionVariables>;
export const VerificationRequestsDocument = /* @__PURE__ */ new TypedDocumentString(`subscription VerificationRequests{verificationRequests{__typename ...on VerificationRequested{request{id purpose accountEmail code asksForNumber app{name}device{name model osName osVersion}ipAddress location{city region countryCode provider network notice}risks riskReasons requestedAt expiresAt}}...on VerificationSettled{requestId status}}}`) as unknown as TypedDocumentString<VerificationRequestsSubscription, VerificationRequestsSubscriptionVariables>;
