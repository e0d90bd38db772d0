import { Unexpected } from "./teller.ts";

/** What the story reads of each outcome. */
type Outcomes = {
  EmailConfirmationSent: { sender: string };
  SignedIn: { accessToken: string; refreshToken: string; deviceToken: string | null; account: { id: string } };
  FlowStarted: { ticket: string };
  TwoStepEnabled: { deviceToken: string | null };
  VerificationRequired: {
    ticket: string;
    challenge: { method: string; methods: { method: string; destination: string | null }[] };
  };
  CodeIncorrect: { attemptsRemaining: number };
  ChallengeClosed: { status: string };
  CodeSent: { challenge: { deliveries: { method: string; destination: string | null }[] } };
  SessionEnded: { reason: string };
  TrustedDeviceRemoved: { sessionsEnded: number };
  VerificationRequested: { request: Request };
  VerificationSettled: { requestId: string; status: string };
};

export type Place = { city: string | null; countryCode: string | null; provider: string | null; notice: string };

export type Request = {
  id: string;
  code: string;
  app: { name: string };
  device: { name: string };
  ipAddress: string;
  location: Place;
  requestedAt: string;
  expiresAt: string;
};

export type Me = {
  id: string;
  sessions: { isCurrent: boolean }[];
  trustedDevices: { id: string; name: string; isCurrent: boolean }[];
  loginSecurity: { twoStepVerification: { enabled: boolean } };
  loginActivity: { edges: { node: { at: string; kind: string; ipAddress: string; location: Place | null } }[] };
};

export type Activities = {
  edges: { node: { kind: string; account: { id: string } | null; ipAddress: string | null } }[];
};

/** A member of a union, whichever. */
export type Outcome = { __typename: string };

export type OutcomeOf<Kind extends keyof Outcomes> = Outcomes[Kind] & { __typename: Kind };

export const isA = <Kind extends keyof Outcomes>(kind: Kind, came: Outcome): came is OutcomeOf<Kind> =>
  came.__typename === kind;

/** The outcome when it is of this kind and fits `needed`; else the step fails. */
export const expectA = <Kind extends keyof Outcomes>(
  sent: string,
  kind: Kind,
  came: Outcome,
  needed: Partial<Outcomes[Kind]> = {},
): OutcomeOf<Kind> => {
  const fits = (answer: OutcomeOf<Kind>) =>
    Object.entries(needed).every(([name, value]) => answer[name as keyof Outcomes[Kind]] === value);
  if (isA(kind, came) && fits(came)) return came;
  const details = Object.keys(needed).length > 0 ? ` ${JSON.stringify(needed)}` : "";
  throw new Unexpected(sent, `${kind}${details}`, came);
};

export const expectThat = (sent: string, expected: string, isSo: boolean, came: unknown): void => {
  if (!isSo) throw new Unexpected(sent, expected, came);
};
