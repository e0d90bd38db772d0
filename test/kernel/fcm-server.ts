import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { Agent, createServer } from "node:https";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { connect } from "node:tls";

import { selfSigned } from "./certificate.ts";

const PROJECT = "countersign-test";

/** What it answers, once: an HTTP status, FCM's own code for it, what field is wrong, and Retry-After. */
export type Answer = { status: number; code?: string; field?: string; retryAfter?: string };

/** As FCM's HTTP v1 was sent it. */
export type Sent = {
  token: string;
  notification: { title: string; body: string };
  data: Record<string, string>;
  android: { priority: string; ttl: string; collapse_key: string; notification: { tag: string } };
  apns: { headers: Record<string, string>; payload: { aps: Record<string, unknown> } };
  webpush: { headers: Record<string, string> };
};

export type FcmServer = Awaited<ReturnType<typeof startFcm>>;

/**
 * What firebase-admin talks to: FCM's HTTP v1 and Google's OAuth, over TLS, on a port of our own. `agent` leads there
 * whatever the host, and `credentialsFile` is the key of a service account that it knows.
 */
export const startFcm = async () => {
  const { key, cert } = selfSigned("fcm.googleapis.com", "oauth2.googleapis.com", "www.googleapis.com");
  const answers: Answer[] = [];
  const sent: { message: Sent; bearer: string }[] = [];
  let tokens = 0;
  let isAccountKnown = true;

  const reply = (response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) =>
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));

  const grant = (response: ServerResponse) =>
    isAccountKnown
      ? reply(response, 200, { access_token: `access-${(tokens += 1)}`, expires_in: 3_600, token_type: "Bearer" })
      : reply(response, 400, { error: "invalid_grant", error_description: "Invalid JWT Signature." });

  const take = (request: IncomingMessage, body: string, response: ServerResponse) => {
    const { message } = JSON.parse(body) as { message: Sent };
    sent.push({ message, bearer: request.headers.authorization ?? "" });
    const { status, code, field, retryAfter } = answers.shift() ?? { status: 200 };
    if (status === 200) return reply(response, 200, { name: `projects/${PROJECT}/messages/${sent.length}` });
    const details = [
      ...(code ? [{ "@type": "type.googleapis.com/google.firebase.fcm.v1.FcmError", errorCode: code }] : []),
      ...(field ? [{ "@type": "type.googleapis.com/google.rpc.BadRequest", fieldViolations: [{ field }] }] : []),
    ];
    const error = { code: status, message: `no (${status})`, status: STATUSES[status], details };
    return reply(response, status, { error }, retryAfter ? { "retry-after": retryAfter } : {});
  };

  const server = createServer({ key, cert }, (request, response) => {
    void text(request).then((body) => {
      if (request.url === "/token") grant(response);
      else if (request.url === `/v1/projects/${PROJECT}/messages:send`) take(request, body, response);
      else reply(response, 404, { error: { code: 404, message: "no such page", status: "NOT_FOUND" } });
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  class LeadsHere extends Agent {
    override createConnection(options: { servername?: string; host?: string }) {
      return connect({ host: "127.0.0.1", port, ca: cert, servername: options.servername ?? options.host });
    }
  }
  const agent = new LeadsHere({ keepAlive: true });
  const folder = await mkdtemp(join(tmpdir(), "countersign-fcm-"));
  const credentialsFile = join(folder, "service-account.json");
  await writeFile(credentialsFile, JSON.stringify(serviceAccount()));

  return {
    agent,
    credentialsFile,
    /** These answers, one a push, in this order; then 200 again. */
    answers: (...next: Answer[]) => void answers.push(...next),
    /** Whether OAuth still takes the service account's key. */
    knowsAccount: (isKnown: boolean) => void (isAccountKnown = isKnown),
    sent: () => sent,
    accessTokens: () => tokens,
    stop: async () => {
      agent.destroy();
      server.close();
      server.closeAllConnections();
      await rm(folder, { recursive: true });
    },
  };
};

const STATUSES: Record<number, string> = {
  400: "INVALID_ARGUMENT",
  401: "UNAUTHENTICATED",
  403: "PERMISSION_DENIED",
  404: "NOT_FOUND",
  429: "RESOURCE_EXHAUSTED",
  500: "INTERNAL",
  503: "UNAVAILABLE",
};

const serviceAccount = () => ({
  type: "service_account",
  project_id: PROJECT,
  private_key_id: "1",
  private_key: generateKeyPairSync("rsa", { modulusLength: 2_048 }).privateKey.export({ type: "pkcs8", format: "pem" }),
  client_email: `sender@${PROJECT}.iam.gserviceaccount.com`,
  client_id: "1",
  token_uri: "https://oauth2.googleapis.com/token",
});
