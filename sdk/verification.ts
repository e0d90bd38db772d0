import type { Live } from "./live.ts";
import {
  CancelVerificationDocument,
  CompleteApprovedSignInDocument,
  SendVerificationCodeDocument,
  SubmitVerificationCodeDocument,
  VerificationOutcomeDocument,
  type CompleteApprovedSignInMutation,
  type SendVerificationCodeMutation,
  type SignInMutation,
  type SubmitVerificationCodeMutation,
  type TypedDocumentString,
  type VerificationMethod,
  type VerificationOutcomeSubscription,
} from "./operations.ts";
import { createQueue, type Queue } from "./queue.ts";

export type VerificationRequired = Extract<SignInMutation["signIn"], { __typename: "VerificationRequired" }>;

/** How the question stands; the server says so at each change. */
export type Standing = { __typename: "VerificationChallenge" } & VerificationOutcomeSubscription["verificationOutcome"];

/** Whatever comes of it, by the names of the API. */
export type Step =
  | Standing
  | SubmitVerificationCodeMutation["submitVerificationCode"]
  | SendVerificationCodeMutation["sendVerificationCode"]
  | CompleteApprovedSignInMutation["completeApprovedSignIn"];

/** Read it with `for await`; it ends with SignedIn, or with what closed it. Leaving the loop frees the socket, and cancels nothing. */
export type Flow = AsyncIterableIterator<Step> & {
  /** Two digits to show; they are typed on a trusted device. Null where a code is asked. */
  matchNumber: string | null;
  /** Types the code. What comes of it is the next step. */
  submit(code: string, more?: { method?: VerificationMethod; trustDevice?: boolean }): Promise<void>;
  /** "Did not receive a code?" Another method, or the same again. */
  send(method: VerificationMethod): Promise<void>;
  cancel(): Promise<boolean>;
};

/** An operation without an access token, whose SignedIn is kept. */
export type AskAsStranger = <Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
) => Promise<Result>;

type Needs = { ask: AskAsStranger; live: Pick<Live, "events"> };

/** After these there is nothing more to come. */
const LAST: ReadonlySet<string> = new Set([
  "SignedIn",
  "ChallengeClosed",
  "AppUpdateRequired",
  "PasswordResetRequired",
]);
const OPEN: ReadonlySet<string> = new Set(["PENDING", "APPROVED"]);

/** `underWay`: what was typed or sent, and not answered yet. */
type Steps = Queue<Step> & { underWay: Set<Promise<Step>> };

const stepsUntil = (onEnd: () => void): Steps =>
  Object.assign(createQueue<Step>(onEnd), { underWay: new Set<Promise<Step>>() });

const flowOf = ({ ask }: Needs, { ticket, matchNumber }: VerificationRequired, steps: Steps): Flow => {
  const come = async (asking: Promise<Step>): Promise<void> => {
    steps.underWay.add(asking);
    try {
      const step = await asking;
      steps.push(step);
      if (LAST.has(step.__typename)) steps.end();
    } finally {
      steps.underWay.delete(asking);
    }
  };
  return Object.assign(steps, {
    matchNumber,
    submit: (code: string, more: { method?: VerificationMethod; trustDevice?: boolean } = {}) => {
      const asking = ask(SubmitVerificationCodeDocument, { input: { ticket, code, ...more } });
      return come(asking.then(({ submitVerificationCode }) => submitVerificationCode));
    },
    send: (method: VerificationMethod) => {
      const asking = ask(SendVerificationCodeDocument, { input: { ticket, method } });
      return come(asking.then(({ sendVerificationCode }) => sendVerificationCode));
    },
    cancel: async () => (await ask(CancelVerificationDocument, { ticket })).cancelVerification,
  });
};

/** By a code alone, without a socket: steps come of what is typed and sent. */
export const codeFlow = (needs: Needs, asked: VerificationRequired): Flow =>
  flowOf(
    needs,
    asked,
    stepsUntil(() => undefined),
  );

/**
 * By the answer of a trusted device: the number that is shown here is typed there. A code may be typed as well, whichever comes
 * first. Once it was approved, the sign-in is completed without being asked.
 */
export const numberFlow = (needs: Needs, asked: VerificationRequired): Flow => {
  const { ask, live } = needs;
  const { ticket } = asked;
  const outcome = live.events(VerificationOutcomeDocument, { ticket });
  const steps = stepsUntil(() => void outcome.return?.());

  const follow = async (): Promise<void> => {
    for await (const { verificationOutcome: standing } of outcome) {
      steps.push({ __typename: "VerificationChallenge", ...standing });
      if (standing.status === "APPROVED") await complete();
      // What was typed here says it better: that answer is the last step.
      else if (!OPEN.has(standing.status) && standing.status !== "COMPLETED") steps.end();
    }
    await Promise.allSettled(steps.underWay);
    steps.end();
  };
  const complete = async (): Promise<void> => {
    const step = (await ask(CompleteApprovedSignInDocument, { input: { ticket } })).completeApprovedSignIn;
    steps.push(step);
    steps.end();
  };
  follow().catch((error: unknown) => steps.fail(error));
  return flowOf(needs, asked, steps);
};
