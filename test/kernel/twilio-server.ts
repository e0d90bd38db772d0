import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

export const ACCOUNT = { accountSid: `AC${"0".repeat(32)}`, authToken: "token of the account", from: "+15005550006" };

/** What it answers, once: an HTTP status with Twilio's own code, or nothing at all. */
export type Answer = { status: number; code?: number; retryAfter?: string } | "SILENCE";

/** As the Messages API was sent it. */
export type SentSms = { To: string; From?: string; MessagingServiceSid?: string; Body: string; ValidityPeriod: string };

export type TwilioServer = Awaited<ReturnType<typeof startTwilio>>;

/** What the `twilio` library talks to: its Messages API of 2010-04-01, on a port of our own. */
export const startTwilio = async () => {
  const answers: Answer[] = [];
  const sent: SentSms[] = [];
  const credentials = Buffer.from(`${ACCOUNT.accountSid}:${ACCOUNT.authToken}`).toString("base64");

  const reply = (response: ServerResponse, status: number, body: object, headers: Record<string, string> = {}) =>
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));

  const take = (request: IncomingMessage, body: string, response: ServerResponse) => {
    const isOurs = request.url === `/2010-04-01/Accounts/${ACCOUNT.accountSid}/Messages.json`;
    if (!isOurs || request.method !== "POST") return reply(response, 404, { code: 20_404, status: 404 });
    sent.push(Object.fromEntries(new URLSearchParams(body)) as SentSms);
    if (request.headers.authorization !== `Basic ${credentials}`)
      return reply(response, 401, { code: 20_003, message: "Authenticate", status: 401 });
    const answer = answers.shift() ?? { status: 201 };
    if (answer === "SILENCE") return undefined;
    const { status, code, retryAfter } = answer;
    if (status === 201)
      return reply(response, 201, { sid: `SM${String(sent.length).padStart(32, "0")}`, status: "queued" });
    const error = { code, message: `no (${status})`, more_info: "https://www.twilio.com/docs/errors", status };
    return reply(response, status, error, retryAfter ? { "retry-after": retryAfter } : {});
  };

  const server = createServer((request, response) => {
    void text(request).then((body) => take(request, body, response));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answers: (...next: Answer[]) => void answers.splice(0, Infinity, ...next),
    sent: () => sent,
    stop: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};
