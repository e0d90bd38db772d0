import { later } from "../kernel/clock.ts";
import type { Ttl } from "../kernel/config.ts";
import type { Outbox } from "../kernel/outbox.ts";
import { newSixDigits, type Secrets } from "../kernel/secret.ts";
import { LONGEST_LIFE_MS, type Challenge, type Challenges } from "./challenge.ts";
import { codeDigest } from "./code.ts";
import { newMatchNumber } from "./match-number.ts";
import type { Facts, Method } from "./method/method.ts";
import type { NotificationCap } from "./notification-cap.ts";
import type { SendCaps } from "./send-caps.ts";
import type { RequestLine } from "./request-line.ts";

type Needs = {
  challenges: Challenges;
  caps: SendCaps;
  notifications: NotificationCap;
  outbox: Pick<Outbox, "put">;
  secrets: Secrets;
  line: Pick<RequestLine, "tellSent">;
  ttl: Ttl;
};

/** A send that is about to be made. */
export type Sending = {
  /** Of the challenge and nothing else: conditional by itself, it needs no transaction. */
  isOneWrite: boolean;
  /** Null when one of the method is too young, all sends are spent, or the challenge is settled. Joins the transaction. */
  send(): Promise<Challenge | null>;
};

/** Makes a code that is to be sent, or only asked for where the person has it at hand. Writes nothing yet. */
export type PrepareSend = (challenge: Challenge, method: Method, facts: Facts, at: Date) => Sending;

export const prepareSend =
  ({ challenges, caps, notifications, outbox, secrets, line, ttl }: Needs): PrepareSend =>
  (challenge, method, facts, at) => {
    if (method.isAtHand) return { isOneWrite: true, send: () => challenges.choose(challenge.id, method.name) };
    const { name, isShown } = method;
    const code = newSixDigits();
    const expiresAt = later(at, method.ttlMs(ttl));
    const sealed = isShown ? secrets.seal("shown-code", code, challenge.id) : null;
    const digest = codeDigest(secrets, challenge.id, name, code);
    const destination = method.destination(facts, false);
    const end = new Date(Math.min(expiresAt.getTime(), later(challenge.createdAt, LONGEST_LIFE_MS).getTime()));
    // Once a challenge, with its first notification: what the new device shows does not change under the person's eyes.
    const isMatched = isShown && challenge.purpose === "SIGN_IN" && challenge.matchNumber === null;
    const matchNumber = isMatched ? newMatchNumber(secrets, challenge.id) : null;
    const messages = method.messages({ challenge, code, expiresAt, at, facts });
    const isFirstShown = isShown && challenge.shownAt === null;
    return {
      isOneWrite: messages.length === 0 && method.limits(challenge, facts).size === 0 && !isFirstShown,
      send: async () => {
        const sent = await challenges.recordSend(
          challenge.id,
          { code: { method: name, destination, digest, sealed, sentAt: at, expiresAt }, expiresAt: end, matchNumber },
          later(at, -ttl.resendInterval),
        );
        if (!sent) return null;
        await caps.spend(method, challenge, facts, at);
        if (isFirstShown) await notifications.show(challenge, at);
        for (const message of messages) await outbox.put(message, at);
        if (isShown) line.tellSent({ challenge: sent, trustedSince: facts.reach.trustedSince, readAt: at });
        return sent;
      },
    };
  };
