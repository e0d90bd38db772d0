import { liveAt, type Live } from "./live.ts";
import {
  ApproveVerificationDocument,
  ConfirmEmailDocument,
  DenyVerificationDocument,
  SignInDocument,
  SignOutDocument,
  SignUpDocument,
  type ClientInput,
  type DenialReason,
  type SessionEndReason,
  type TypedDocumentString,
} from "./operations.ts";
import { post, type Endpoint } from "./post.ts";
import { Refused } from "./refused.ts";
import { requestsOver } from "./requests.ts";
import { inMemory, tokensIn, type Kept, type Storage, type Tokens } from "./tokens.ts";
import { codeFlow, numberFlow, type VerificationRequired } from "./verification.ts";

export type Options = Endpoint & {
  /** Which app this is, how new, and on what. */
  app: ClientInput;
  /** Where the tokens are kept; in memory where there is none. */
  storage?: Storage;
  /** The WebSocket class, where there is no global one. */
  webSocket?: unknown;
  /** The session was ended, from here or elsewhere: show the sign-in. */
  onEnded?: (reason: SessionEndReason) => void;
  /** The socket closed, with this code; it comes back by itself while the session lives. */
  onClosed?: (code: number) => void;
};

export type Credentials = { email: string; password: string };

/** One installation of an app. It keeps the tokens that it is given, and renews them before they end. */
export const createCountersign = ({
  app,
  storage = inMemory(),
  webSocket,
  onEnded,
  onClosed,
  ...endpoint
}: Options) => {
  const tokens = tokensIn({ endpoint, app, storage, onEnded: (reason) => onEnded?.(reason) });
  const live: Live = liveAt({ url: endpoint.url, tokens, webSocket, onClosed });

  const askAsStranger = async <Result, Variables>(
    document: TypedDocumentString<Result, Variables>,
    variables: Variables,
  ): Promise<Result> =>
    tokens.awaiting(post(endpoint, document, variables, null).then((result) => keptOf(tokens, result)));

  /** Any operation of `operations.ts`, as whoever is signed in. */
  const ask = async <Result, Variables>(
    document: TypedDocumentString<Result, Variables>,
    variables: Variables,
  ): Promise<Result> => {
    const token = await tokens.access();
    try {
      return await keptOf(tokens, await post(endpoint, document, variables, token));
    } catch (error) {
      if (token === null || !(error instanceof Refused) || error.code !== "UNAUTHENTICATED") throw error;
      const next = await tokens.renew();
      if (next === null) throw error;
      return keptOf(tokens, await post(endpoint, document, variables, next));
    }
  };

  const flows = { ask: askAsStranger, live };
  return {
    ask,
    askAsStranger,
    /** Any subscription of `operations.ts`. */
    events: live.events,
    kept: (): Promise<Kept> => tokens.kept(),
    // Named one by one: the API refuses whatever else the caller's object holds.
    signUp: async ({ email, password, locale }: Credentials & { locale?: string }) =>
      (await askAsStranger(SignUpDocument, { input: { email, password, locale, client: app } })).signUp,
    confirmEmail: async ({ email, code }: { email: string; code: string }) =>
      (await askAsStranger(ConfirmEmailDocument, { input: { email, code, client: app } })).confirmEmail,
    signIn: async ({ email, password }: Credentials) => {
      const { deviceToken } = await tokens.kept();
      return (await askAsStranger(SignInDocument, { input: { email, password, client: app, deviceToken } })).signIn;
    },
    codeFlow: (asked: VerificationRequired) => codeFlow(flows, asked),
    numberFlow: (asked: VerificationRequired) => numberFlow(flows, asked),
    requests: () => requestsOver(live, ask),
    approve: async (requestId: string, matchNumber: string) =>
      (await ask(ApproveVerificationDocument, { input: { requestId, matchNumber } })).approveVerification,
    deny: async (requestId: string, reason: DenialReason) =>
      (await ask(DenyVerificationDocument, { input: { requestId, reason } })).denyVerification,
    signOut: async () => {
      await ask(SignOutDocument, {});
      await tokens.end("SIGNED_OUT");
    },
    /** Ends every loop that reads events. The session lives on. */
    close: () => live.close(),
  };
};

export type Countersign = ReturnType<typeof createCountersign>;

type Given = { __typename?: string; accessToken?: string; refreshToken?: string; deviceToken?: string | null };

/** Whatever an answer gives this installation to keep: SignedIn its tokens, and what turned two-step verification on its trust. */
const keptOf = async <Result>(tokens: Tokens, result: Result): Promise<Result> => {
  for (const part of Object.values(result as object) as (Given | null)[]) {
    if (part?.__typename === "SignedIn" && part.accessToken && part.refreshToken) {
      const { accessToken, refreshToken } = part;
      await tokens.keep({ accessToken, refreshToken });
    }
    if (typeof part?.deviceToken === "string") await tokens.keep({ deviceToken: part.deviceToken });
  }
  return result;
};
