/** What the pages ask of the API. A test holds each against the schema. */
const PROBLEM = `... on Problem { message }`;
const TOO_MANY = `... on TooManyAttempts { retryAt }`;
const CHALLENGE = `challenge { method methods { method destination } codeLength resendAvailableAt }`;
const CHECK = `{ score acceptable breached advice }`;

export const REQUEST_RESET = `mutation RequestPasswordReset($input: RequestPasswordResetInput!) {
  result: requestPasswordReset(input: $input) { ticket resendAvailableAt expiresAt sender advice }
}`;

export const RESET_COMPLETED = `subscription PasswordResetCompleted($ticket: String!) {
  result: passwordResetCompleted(ticket: $ticket) { apps { name } }
}`;

export const RESET = `mutation ResetPassword($input: ResetPasswordInput!) { result: resetPassword(input: $input) {
  kind: __typename ${PROBLEM} ${TOO_MANY}
  ... on PasswordReset { apps { name } sessionsEnded }
  ... on PasswordResetHeld { opensAt }
  ... on PasswordTooWeak { check ${CHECK} }
  ... on ResetVerificationRequired { ticket ${CHALLENGE} }
  ... on CodeIncorrect { attemptsRemaining }
  ... on ChallengeClosed { status }
} }`;

export const SEND_CODE = `mutation SendCode($input: SendVerificationCodeInput!) { result: sendVerificationCode(input: $input) {
  kind: __typename ${PROBLEM} ${TOO_MANY}
  ... on CodeSent { ${CHALLENGE} }
  ... on ResendTooSoon { resendAvailableAt }
  ... on MethodUnavailable { methods { method destination } }
  ... on ChallengeClosed { status }
} }`;

export const CHECK_PASSWORD = `mutation CheckPassword($password: String!) { result: checkPassword(password: $password) ${CHECK} }`;

export const SUGGEST_PASSWORD = `mutation SuggestPassword { result: suggestPassword }`;

export const UNDO = `mutation UndoChange($token: String!) { result: undoChange(token: $token) {
  kind: __typename ${PROBLEM} ... on AccountSecured { sessionsEnded } ... on ActivityConfirmed { at }
} }`;

export const MAILED_ACTIVITY = `query MailedActivity($token: String!) { result: mailedActivity(token: $token) {
  at kind app { name } device { name model } location { city countryCode provider notice } wasMe
} }`;

export const ANSWER_MAILED = `mutation AnswerMailedActivity($token: String!, $wasMe: Boolean!) {
  result: answerMailedActivity(token: $token, wasMe: $wasMe) {
    kind: __typename ${PROBLEM} ... on AccountSecured { sessionsEnded } ... on ActivityConfirmed { at }
  }
}`;
