import { later } from "../kernel/clock.ts";
import type { Ttl } from "../kernel/config.ts";
import type { Events } from "../kernel/events.ts";
import { newSixDigits, type Secrets } from "../kernel/secret.ts";
import { LONGEST_LIFE_MS, type Challenge, type Challenges } from "./challenge.ts";
import { codeDigest } from "./code.ts";
import { newMatchNumber } from "./match-number.ts";
import type { Facts, Method } from "./method/method.ts";
import type { NotificationCap } from "./notification-cap.ts";
import type { SendCaps } from "./send-caps.ts";
import { requestsTopic } from "./topics.ts";

type Needs = {
  challenges: Challenges;
  caps: SendCaps;
  notifications: NotificationCap;
  secrets: Secrets;
  events: Events;
  ttl: Ttl;
};

/**
 * Makes and sends a code, or only asks for one that the person has at hand; null when one of the method is too young, all sends
 * are spent, or the challenge is settled. Joins the transaction.
 */
export type SendCode = (challenge: Challenge, method: Method, facts: Facts, at: Date) => Promise<Challenge | null>;

export const sendCode =
  ({ challenges, caps, notifications, secrets, events, ttl }: Needs): SendCode =>
  async (challenge, method, facts, at) => {
    if (method.isAtHand) return challenges.choose(challenge.id, method.name);
    const { name } = method;
    const code = newSixDigits();
    const expiresAt = later(at, method.ttlMs(ttl));
    const sealed = method.isShown ? secrets.seal("shown-code", code, challenge.id) : null;
    const digest = codeDigest(secrets, challenge.id, name, code);
    const destination = method.destination(facts, false);
    const end = new Date(Math.min(expiresAt.getTime(), later(challenge.createdAt, LONGEST_LIFE_MS).getTime()));
    // Once a challenge, with its first notification: what the new device shows does not change under the person's eyes.
    const isMatched = method.isShown && challenge.purpose === "SIGN_IN" && challenge.matchNumber === null;
    const matchNumber = isMatched ? newMatchNumber(secrets, challenge.id) : null;
    const sent = await challenges.recordSend(
      challenge.id,
      { code: { method: name, destination, digest, sealed, sentAt: at, expiresAt }, expiresAt: end, matchNumber },
      later(at, -ttl.resendInterval),
    );
    if (!sent) return null;
    await caps.spend(method, challenge, facts, at);
    if (method.isShown) await notifications.show(challenge, at);
    await method.send({ challenge: sent, code, expiresAt, at, facts });
    if (method.isShown) events.publish(requestsTopic(challenge.accountId), challenge.id);
    return sent;
  };
