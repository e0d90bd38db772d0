import { MINUTE, SECOND, later, type Clock } from "./clock.ts";
import type { TwilioConfig } from "./config.ts";
import type { Handover, Outgoing, Transport } from "./outbox.ts";
import { momentOf } from "./retry-after.ts";

export type SmsTransport = {
  send: Transport;
  /** What an operator has to mend before an SMS leaves; null: nothing that is known. */
  health(): string | null;
};

type Needs = TwilioConfig & { now: Clock; timeoutMs?: number };

const TWILIO = "https://api.twilio.com";
const ANSWERS_WITHIN_MS = 10 * SECOND;
const PAUSE_AFTER_429_MS = 10 * SECOND;
const PAUSE_AFTER_TROUBLE_MS = MINUTE;
/** Twilio keeps nothing for longer. */
const LONGEST_LIFE_S = 36_000;

/** SMS by Twilio's Messages API. The library is loaded by the first of them: it takes a while, and many megabytes. */
export const twilioTransport = ({ now, ...account }: Needs): SmsTransport => {
  let opened: ReturnType<typeof openTwilio> | null = null;
  let trouble: string | null = null;
  return {
    send: async (message) => {
      const { deliver } = await (opened ??= openTwilio(account));
      const verdict = await deliver(message, now()).catch((error: unknown) => judge(error, message, now()));
      if (verdict.kind === "TROUBLE") {
        trouble = verdict.reason;
        return { kind: "NOT_NOW", reason: trouble, notBefore: later(now(), PAUSE_AFTER_TROUBLE_MS) };
      }
      if (verdict.kind === "TAKEN") trouble = null;
      return verdict;
    },
    health: () => trouble,
  };
};

/** What Twilio says of the account, such as "active"; throws where it is refused. */
export const askTwilio = async ({ accountSid, authToken, apiUrl }: TwilioConfig): Promise<string> => {
  const answer = await fetch(`${apiUrl ?? TWILIO}/2010-04-01/Accounts/${accountSid}.json`, {
    headers: { authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString("base64")}` },
    signal: AbortSignal.timeout(ANSWERS_WITHIN_MS),
  });
  if (!answer.ok) throw new TwilioAnswer(answer.status, codeIn(await answer.json().catch(() => null)), null);
  const { status } = (await answer.json()) as { status?: unknown };
  return String(status);
};

/** TROUBLE: of our account and not of this message. */
type Verdict = Handover | { kind: "TROUBLE"; reason: string };

class TwilioAnswer extends Error {
  constructor(
    readonly status: number,
    /** Twilio's own: https://www.twilio.com/docs/api/errors */
    readonly code: number,
    readonly retryAfter: unknown,
  ) {
    super(`Twilio ${status} ${code}`);
    this.name = "TwilioAnswer";
  }
}

const openTwilio = async ({
  accountSid,
  authToken,
  from,
  apiUrl,
  timeoutMs = ANSWERS_WITHIN_MS,
}: Omit<Needs, "now">) => {
  const { default: twilio } = await import("twilio");
  // The library has no option for the address, and its exception drops the headers: Retry-After is in one.
  class Placed extends twilio.RequestClient {
    override async request<T>(request: Parameters<InstanceType<typeof twilio.RequestClient>["request"]>[0]) {
      const answer = await super.request<T>({
        ...request,
        uri: request.uri.replace(TWILIO, apiUrl ?? TWILIO),
      } as never);
      if (answer.statusCode >= 400) {
        const { headers = {} } = answer as { headers?: Record<string, unknown> };
        throw new TwilioAnswer(answer.statusCode, codeIn(answer.body), headers["retry-after"]);
      }
      return answer;
    }
  }
  // Without retries of its own: the outbox does that, with other messages going on meanwhile.
  const client = twilio(accountSid, authToken, { httpClient: new Placed({ timeout: timeoutMs }) });
  const sender = from.startsWith("MG") ? { messagingServiceSid: from } : { from };
  return {
    deliver: async ({ to, text, staleAt }: Outgoing, at: Date): Promise<Verdict> => {
      const seconds = Math.ceil((staleAt.getTime() - at.getTime()) / SECOND);
      const validityPeriod = Math.min(Math.max(seconds, 1), LONGEST_LIFE_S);
      await client.messages.create({ ...sender, to, body: text, validityPeriod });
      return { kind: "TAKEN" };
    },
  };
};

const codeIn = (body: unknown): number => {
  const { code } = (typeof body === "object" && body !== null ? body : {}) as { code?: unknown };
  return typeof code === "number" ? code : 0;
};

/** Of this number, whatever the status: its country is not enabled, it wants no SMS from us. */
const OF_THE_NUMBER = [21_408, 21_610];
/** Of our sender, though the status is that of a bad request. */
const OF_OUR_SENDER = [21_603, 21_606, 21_659, 21_660];
/** Nobody was there: nothing was sent. */
const NEVER_LEFT = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"];

/** What Twilio's answer means, or that there was none. */
const judge = (error: unknown, { attempts }: Outgoing, at: Date): Verdict => {
  if (!(error instanceof TwilioAnswer)) return judgeSilence(error, attempts);
  const { status, code, message: reason, retryAfter } = error;
  if (status === 429)
    return { kind: "NOT_NOW", reason, notBefore: momentOf(retryAfter, at) ?? later(at, PAUSE_AFTER_429_MS) };
  if (status >= 500) return { kind: "NOT_NOW", reason, notBefore: momentOf(retryAfter, at) };
  if (OF_THE_NUMBER.includes(code)) return { kind: "REFUSED", reason };
  if ([401, 402, 403, 404].includes(status) || OF_OUR_SENDER.includes(code))
    return { kind: "TROUBLE", reason: `Twilio refuses the account or its sender (${status} ${code})` };
  return { kind: "REFUSED", reason };
};

/**
 * Whoever does not answer may have taken it all the same, and each SMS costs: tried once more, and then the person may ask
 * again or use another method. What never left is tried for as long as its code lives.
 */
const judgeSilence = (error: unknown, attempts: number): Verdict => {
  const code = String((error as { code?: unknown }).code);
  const reason = `Twilio did not answer (${code})`;
  return NEVER_LEFT.includes(code) || attempts < 2
    ? { kind: "NOT_NOW", reason, notBefore: null }
    : { kind: "REFUSED", reason };
};
