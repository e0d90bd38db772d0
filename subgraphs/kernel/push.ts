import { createPrivateKey } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Agent } from "node:https";
import type { FirebaseError } from "firebase-admin/app";
import type { Message, Messaging } from "firebase-admin/messaging";
import { DAY, later, MINUTE, SECOND, type Clock } from "./clock.ts";
import { newId } from "./id.ts";
import type { Handover, Outgoing, Transport } from "./outbox.ts";
import { momentOf } from "./retry-after.ts";

type Needs = {
  /** The key of a service account, as Google's console gives it. */
  credentialsFile: string;
  /** Where FCM says that an installation is gone, or that the token never was one. */
  forgetToken: (token: string) => Promise<void>;
  now: Clock;
  /** Takes the place of the connections to Google, FCM and OAuth both. */
  httpAgent?: Agent;
};

export type PushTransport = {
  send: Transport;
  /** What an operator has to mend before a push leaves; null: nothing that is known. */
  health(): string | null;
  close(): Promise<void>;
};

/** What FCM asks for where it names no time (its guide to handling errors). */
const PAUSE_AFTER_429_MS = MINUTE;
const PAUSE_AFTER_REFUSED_CREDENTIALS_MS = MINUTE;
const SCOPE = "https://www.googleapis.com/auth/firebase.messaging";
/** FCM keeps nothing for longer. */
const LONGEST_LIFE_MS = 28 * DAY;

/** Pushes by FCM's HTTP v1. The library is loaded by the first of them: it takes a while, and most servers never need it. */
export const fcmTransport = async ({ credentialsFile, forgetToken, now, httpAgent }: Needs): Promise<PushTransport> => {
  // At the start, and not at the first push: a wrong file is found by whoever set it.
  await readServiceAccount(credentialsFile);
  let opened: ReturnType<typeof openFcm> | null = null;
  let trouble: string | null = null;

  const close = async () => {
    const closing = opened;
    opened = null;
    await (await closing?.catch(() => null))?.close();
  };

  return {
    send: async (message) => {
      const mine = (opened ??= openFcm(credentialsFile, httpAgent));
      const verdict = await mine.then(
        ({ messaging }) => attempt(messaging, message, now),
        (): Verdict => ({ kind: "CREDENTIALS_REFUSED", reason: `${credentialsFile} is no key file any more` }),
      );
      switch (verdict.kind) {
        case "TAKEN":
          trouble = null;
          return verdict;
        case "GONE":
          await forgetToken(message.to);
          return { kind: "REFUSED", reason: verdict.reason };
        case "CREDENTIALS_REFUSED":
          trouble = verdict.reason;
          // The next try reads the file anew and asks for a fresh access token: either may have been mended.
          if (opened === mine) await close();
          return { kind: "NOT_NOW", reason: trouble, notBefore: later(now(), PAUSE_AFTER_REFUSED_CREDENTIALS_MS) };
        case "REFUSED":
        case "NOT_NOW":
          return verdict;
      }
    },
    health: () => trouble,
    close,
  };
};

type ServiceAccount = { project_id: string; client_email: string; private_key: string };

const readServiceAccount = async (file: string): Promise<ServiceAccount> => {
  try {
    const account = JSON.parse(await readFile(file, "utf8")) as ServiceAccount & { type: string };
    createPrivateKey(account.private_key);
    if (account.type === "service_account" && account.project_id && account.client_email) return account;
  } catch {
    // Whatever is wrong with it, its text must not be told: a key is in it.
  }
  throw new Error(`GOOGLE_APPLICATION_CREDENTIALS=${file} is not the key file of a service account.`);
};

/** The library's own cert() keeps what it read, and its access token, for as long as the process lives. */
const openAccount = async (credentialsFile: string, httpAgent?: Agent) => {
  const { project_id: projectId, client_email: email, private_key: key } = await readServiceAccount(credentialsFile);
  const { JWT } = await import("google-auth-library");
  const account = new JWT({ email, key, scopes: [SCOPE], transporterOptions: { agent: httpAgent } });
  return { projectId, account };
};

/** The project of this key, once Google has given an access token for it. */
export const askFcm = async (credentialsFile: string): Promise<string> => {
  const { projectId, account } = await openAccount(credentialsFile);
  await account.getAccessToken();
  return projectId;
};

const openFcm = async (credentialsFile: string, httpAgent?: Agent) => {
  const [{ projectId, account }, { deleteApp, initializeApp }, { getMessaging }] = await Promise.all([
    openAccount(credentialsFile, httpAgent),
    import("firebase-admin/app"),
    import("firebase-admin/messaging"),
  ]);
  // It keeps the access token while that is good, so nobody else has to: 0 seconds.
  const getAccessToken = async () => ({ access_token: (await account.getAccessToken()).token ?? "", expires_in: 0 });
  const app = initializeApp({ projectId, credential: { getAccessToken }, httpAgent }, newId());
  const messaging = getMessaging(app);
  dontRetry(messaging);
  return { messaging, close: () => deleteApp(app) };
};

/**
 * The library would sleep out a Retry-After of up to a minute within send(), four times over, longer than the lease of a
 * message and with other messages waiting behind it. The outbox does that better, and there is no option: a test counts
 * the requests, and would tell if this field had moved.
 */
const dontRetry = (messaging: Messaging): void => {
  const { messagingRequestHandler } = messaging as unknown as {
    messagingRequestHandler?: { httpClient?: { retry?: unknown } };
  };
  if (messagingRequestHandler?.httpClient) messagingRequestHandler.httpClient.retry = undefined;
};

const attempt = async (messaging: Messaging, message: Outgoing, now: Clock): Promise<Verdict> => {
  try {
    await messaging.send(fcmMessage(message, now()));
    return { kind: "TAKEN" };
  } catch (error) {
    return judge(error, now());
  }
};

/**
 * Wakes a sleeping phone, and is worth nothing once the code in it is not. A later push about the same request takes the
 * place of the former, under way and on the screen. What a locked screen shows is `notification`; `data` is for the app.
 */
const fcmMessage = ({ to, subject, text, data, staleAt }: Outgoing, at: Date): Message => {
  const ttl = Math.min(Math.max(staleAt.getTime() - at.getTime(), 0), LONGEST_LIFE_MS);
  const expiration = Math.floor((at.getTime() + ttl) / SECOND);
  const requestId = data?.requestId;
  return {
    token: to,
    notification: { title: subject, body: text },
    ...(data && { data }),
    android: { priority: "high", ttl, ...(requestId && { collapseKey: requestId, notification: { tag: requestId } }) },
    apns: {
      headers: {
        "apns-push-type": "alert",
        "apns-priority": "10",
        "apns-expiration": String(expiration),
        ...(requestId && { "apns-collapse-id": requestId }),
      },
      payload: { aps: { sound: "default" } },
    },
    webpush: { headers: { TTL: String(Math.floor(ttl / SECOND)), Urgency: "high" } },
  };
};

type Verdict = Handover | { kind: "GONE" | "CREDENTIALS_REFUSED"; reason: string };

/** What FCM's answer means; throws on what is no answer, such as a network that is down. */
const judge = (error: unknown, at: Date): Verdict => {
  const { status, errorCode, retryAfter, isBadToken, isOfOAuth } = answerIn(error);
  const reason = `FCM ${status} ${errorCode}`.trim();
  if (errorCode === "UNREGISTERED" || isBadToken) return { kind: "GONE", reason };
  // Of one phone, and not of us: a token of another project; an iPhone, and no APNs key in the project.
  if (errorCode === "SENDER_ID_MISMATCH" || errorCode === "THIRD_PARTY_AUTH_ERROR") return { kind: "REFUSED", reason };
  if (isOfOAuth && status >= 400 && status < 500 && status !== 429)
    return { kind: "CREDENTIALS_REFUSED", reason: `Google refuses the credentials of the service account (${status})` };
  // A bare 404 is about the project. The library takes it for a token that is gone, which would forget every token.
  if (status === 401 || status === 403 || status === 404)
    return { kind: "CREDENTIALS_REFUSED", reason: `FCM refuses the service account or its project (${status})` };
  if (status === 429 || status >= 500) {
    const standard = status === 429 ? later(at, PAUSE_AFTER_429_MS) : null;
    return { kind: "NOT_NOW", reason, notBefore: momentOf(retryAfter, at) ?? standard };
  }
  if (status >= 400) return { kind: "REFUSED", reason };
  throw error;
};

type Answer = { status: number; errorCode: string; retryAfter: unknown; isBadToken: boolean; isOfOAuth: boolean };

type FcmDetail = { "@type"?: string; errorCode?: string; fieldViolations?: { field?: string }[] };
type FcmBody = { error?: { details?: FcmDetail[] } };

/** FCM's own words, since the library's codes tell less: https://firebase.google.com/docs/reference/fcm/rest/v1/ErrorCode */
const answerIn = (error: unknown): Answer => {
  const { httpResponse, cause } = error as FirebaseError;
  // The answer of OAuth, where there is one, is only in the cause.
  const { status = 0 } = (cause ?? {}) as { status?: number };
  if (!httpResponse) return { status, errorCode: "", retryAfter: null, isBadToken: false, isOfOAuth: status > 0 };
  const details = (httpResponse.data as FcmBody | undefined)?.error?.details ?? [];
  return {
    status: httpResponse.status,
    errorCode: details.find((it) => it["@type"]?.endsWith(".FcmError"))?.errorCode ?? "",
    retryAfter: httpResponse.headers["retry-after"],
    isBadToken: details.some((it) => it.fieldViolations?.some(({ field }) => field === "message.token")),
    isOfOAuth: false,
  };
};
