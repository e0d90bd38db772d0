/** What an app sends. `kind` in each answer is the name of the GraphQL type. */
const CHALLENGE = `{
  id purpose status method methods { method destination } codeLength attemptsRemaining resendAvailableAt expiresAt
  deliveries { method destination state advice }
}`;
const SIGNED_IN = `... on SignedIn {
  accessToken accessTokenExpiresAt refreshToken deviceToken session { id isCurrent } account { id email }
}`;
const PROBLEM = `... on Problem { message }`;
const TOO_MANY = `... on TooManyAttempts { retryAt }`;
const WRONG_CODE = `... on CodeIncorrect { attemptsRemaining } ... on ChallengeClosed { status }`;
const OLD_APP = `... on AppUpdateRequired { app { id } minimumVersion updateUrl }`;

export const SIGN_UP = `mutation SignUp($input: SignUpInput!) { result: signUp(input: $input) {
  kind: __typename ${PROBLEM} ${TOO_MANY} ... on EmailConfirmationSent { email resendAvailableAt sender }
  ... on PasswordTooWeak { check { score acceptable breached advice } }
} }`;

export const CONFIRM_EMAIL = `mutation ConfirmEmail($input: ConfirmEmailInput!) { result: confirmEmail(input: $input) {
  kind: __typename ${PROBLEM} ${TOO_MANY} ${SIGNED_IN} ${WRONG_CODE}
} }`;

export const RESEND_CONFIRMATION = `mutation Resend($email: EmailAddress!, $installationId: ID) {
  result: resendEmailConfirmation(email: $email, installationId: $installationId) {
    kind: __typename email resendAvailableAt sender
  }
}`;

export const SIGN_IN = `mutation SignIn($input: SignInInput!) { result: signIn(input: $input) {
  kind: __typename ${PROBLEM} ${TOO_MANY} ${SIGNED_IN} ${OLD_APP} ... on EmailNotVerified { resendAvailableAt }
  ... on VerificationRequired { ticket matchNumber challenge ${CHALLENGE} }
} }`;

export const SUBMIT_CODE = `mutation Submit($input: SubmitVerificationCodeInput!) {
  result: submitVerificationCode(input: $input) {
    kind: __typename ${PROBLEM} ${TOO_MANY} ${SIGNED_IN} ${WRONG_CODE} ${OLD_APP}
  }
}`;

export const COMPLETE_APPROVED = `mutation Complete($input: CompleteApprovedSignInInput!) {
  result: completeApprovedSignIn(input: $input) {
    kind: __typename ${PROBLEM} ${TOO_MANY} ${SIGNED_IN} ${OLD_APP} ... on ChallengeClosed { status }
    ... on ChallengePending { challenge ${CHALLENGE} }
  }
}`;

const ANSWERED = `{
  kind: __typename ${PROBLEM} ... on VerificationSettled { requestId status } ... on ChallengeClosed { status }
}`;

export const APPROVE = `mutation Approve($input: ApproveVerificationInput!) {
  result: approveVerification(input: $input) ${ANSWERED}
}`;

export const DENY = `mutation Deny($input: DenyVerificationInput!) { result: denyVerification(input: $input) ${ANSWERED} }`;

export const SEND_CODE = `mutation Send($input: SendVerificationCodeInput!) { result: sendVerificationCode(input: $input) {
  kind: __typename ${PROBLEM} ${TOO_MANY} ... on CodeSent { matchNumber challenge ${CHALLENGE} }
  ... on ResendTooSoon { resendAvailableAt } ... on MethodUnavailable { methods { method destination } }
  ... on ChallengeClosed { status }
} }`;

export const CANCEL = `mutation Cancel($ticket: String!) { result: cancelVerification(ticket: $ticket) }`;

export const REFRESH = `mutation Refresh($refreshToken: String!, $client: ClientInput) {
  result: refreshSession(refreshToken: $refreshToken, client: $client) {
    kind: __typename ${PROBLEM} ${SIGNED_IN} ... on SessionEnded { sessionId reason }
  }
}`;

export const REAUTHENTICATE = `mutation Reauthenticate($password: String!, $verification: TicketCodeInput) {
  result: reauthenticate(password: $password, verification: $verification) {
    kind: __typename ${PROBLEM} ${TOO_MANY} ${WRONG_CODE} ... on Reauthenticated { until }
    ... on ReauthenticationVerificationRequired { ticket challenge ${CHALLENGE} }
  }
}`;

export const ENABLE_TWO_STEP = `mutation { result: enableTwoStepVerification {
  kind: __typename ${PROBLEM} ... on FlowStarted { ticket challenge ${CHALLENGE} } ... on TwoStepEnabled { deviceToken }
} }`;

export const CONFIRM_TWO_STEP = `mutation Confirm($input: TicketCodeInput!) {
  result: confirmTwoStepVerification(input: $input) {
    kind: __typename ${PROBLEM} ${WRONG_CODE} ... on TwoStepEnabled { deviceToken }
  }
}`;

export const DISABLE_TWO_STEP = `mutation { disableTwoStepVerification { twoStepVerification { enabled } } }`;

const LINK_ANSWERED = `{ kind: __typename ${PROBLEM} ... on AccountSecured { sessionsEnded } ... on ActivityConfirmed { at } ... on LinkInvalid { state } }`;

export const UNDO_CHANGE = `mutation Undo($token: String!) { result: undoChange(token: $token) ${LINK_ANSWERED} }`;

export const GRANT_ROLE = `mutation ($accountId: ID!, $role: Role!) {
  grantRole(accountId: $accountId, role: $role) { id roles }
}`;
export const REVOKE_ROLE = GRANT_ROLE.replaceAll("grantRole", "revokeRole");

export const ANSWER_MAILED = `mutation AnswerMailed($token: String!, $wasMe: Boolean!) {
  result: answerMailedActivity(token: $token, wasMe: $wasMe) ${LINK_ANSWERED}
}`;

export const ANSWER_ACTIVITY = `mutation Answer($activityId: ID!, $wasMe: Boolean!) {
  row: answerLoginActivity(activityId: $activityId, wasMe: $wasMe) { id kind wasMe }
}`;

export const REMOVE_DEVICE = `mutation Remove($deviceId: ID!) { result: removeTrustedDevice(deviceId: $deviceId) {
  kind: __typename ${PROBLEM} ... on TrustedDeviceRemoved { sessionsEnded account { id trustedDevices { id } } }
} }`;

export const REQUESTS = `subscription Requests { event: verificationRequests {
  kind: __typename
  ... on VerificationRequested { request {
    id purpose accountEmail code app { id name } device { name model osName osVersion } ipAddress
    location { city region countryCode provider network notice } requestedAt expiresAt risks asksForNumber
  } }
  ... on VerificationSettled { requestId status }
} }`;

export const OUTCOME = `subscription Outcome($ticket: String!) { event: verificationOutcome(ticket: $ticket) {
  id status method
} }`;

export const CHANGE_PASSWORD = `mutation ChangePassword($input: ChangePasswordInput!) {
  result: changePassword(input: $input) {
    kind: __typename ${PROBLEM} ${TOO_MANY} ... on PasswordChanged { sessionsEnded account { id email passwordChangedAt } }
    ... on PasswordTooWeak { check { score acceptable breached advice } }
  }
}`;

export const CHANGE_EMAIL = `mutation ChangeEmail($newEmail: EmailAddress!) { result: changeEmail(newEmail: $newEmail) {
  kind: __typename ticket notice challenge ${CHALLENGE}
} }`;

export const CONFIRM_EMAIL_CHANGE = `mutation ConfirmEmailChange($input: TicketCodeInput!) {
  result: confirmEmailChange(input: $input) {
    kind: __typename ${PROBLEM} ${TOO_MANY} ${WRONG_CODE} ... on Confirmed { account { id email } deviceToken }
  }
}`;

export const DELETE_ACCOUNT = `mutation DeleteAccount($password: String!) { result: deleteAccount(password: $password) {
  kind: __typename ${PROBLEM} ${TOO_MANY} ... on AccountDeleted { at }
} }`;

export const REQUEST_RESET = `mutation RequestReset($input: RequestPasswordResetInput!) {
  result: requestPasswordReset(input: $input) { kind: __typename ticket resendAvailableAt expiresAt sender advice }
}`;

export const RESET_PASSWORD = `mutation Reset($input: ResetPasswordInput!) { result: resetPassword(input: $input) {
  kind: __typename ${PROBLEM} ${TOO_MANY} ${WRONG_CODE} ... on PasswordReset { apps { id name } sessionsEnded }
  ... on PasswordResetHeld { opensAt } ... on PasswordTooWeak { check { score acceptable breached advice } }
  ... on ResetVerificationRequired { ticket challenge ${CHALLENGE} } ... on ResetLinkInvalid { state }
} }`;

export const RESET_LINK = `query ResetLink($token: String!) { link: passwordResetLink(token: $token) { state email } }`;

export const RESET_COMPLETED = `subscription Completed($ticket: String!) { event: passwordResetCompleted(ticket: $ticket) {
  kind: __typename apps { id name } sessionsEnded
} }`;

export const SESSION_ENDED = `subscription { event: sessionEnded { kind: __typename message sessionId reason } }`;

const CONFIRMED = `kind: __typename ${PROBLEM} ${TOO_MANY} ${WRONG_CODE} ... on Confirmed { deviceToken account { id email } }`;
const SECURITY = `{
  twoStepVerification { enabled } methods { method destination } allowedMethods phoneNumber
  authenticators { id name lastUsedAt } recoveryCodesRemaining recommendations { kind message }
}`;

export const LOGIN_SECURITY = `{ me { loginSecurity ${SECURITY} } }`;

export const SET_PHONE = `mutation SetPhone($phoneNumber: PhoneNumber!) { result: setPhoneNumber(phoneNumber: $phoneNumber) {
  kind: __typename ticket notice challenge ${CHALLENGE}
} }`;

export const CONFIRM_PHONE = `mutation ConfirmPhone($input: TicketCodeInput!) {
  result: confirmPhoneNumber(input: $input) { ${CONFIRMED} }
}`;

export const REMOVE_PHONE = `mutation { security: removePhoneNumber ${SECURITY} }`;

export const BEGIN_AUTHENTICATOR = `mutation Begin($name: String!) { result: beginAuthenticatorSetup(name: $name) {
  kind: __typename ${PROBLEM} ... on AuthenticatorSetup { ticket secret otpauthUri qrCodeSvg }
} }`;

export const CONFIRM_AUTHENTICATOR = `mutation ConfirmAuthenticator($input: TicketCodeInput!) {
  result: confirmAuthenticator(input: $input) { ${CONFIRMED} }
}`;

export const REMOVE_AUTHENTICATOR = `mutation Remove($id: ID!) { security: removeAuthenticator(authenticatorId: $id) ${SECURITY} }`;

export const GENERATE_CODES = `mutation { codes: generateRecoveryCodes }`;

export const SET_ALLOWED = `mutation Allow($method: VerificationMethod!, $allowed: Boolean!) {
  security: setVerificationMethodAllowed(method: $method, allowed: $allowed) ${SECURITY}
}`;
