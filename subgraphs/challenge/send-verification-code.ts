import type { Clock } from "../kernel/clock.ts";
import { later } from "../kernel/clock.ts";
import type { Ttl } from "../kernel/config.ts";
import type { Transact } from "../kernel/mongo.ts";
import { digest, type Secrets } from "../kernel/secret.ts";
import type { VerificationMethod } from "../kernel/vocabulary.ts";
import type { AccountPort } from "../account/port.ts";
import type { LoginActivityPort } from "../login-activity/port.ts";
import type { TrustedDevicePort } from "../trusted-device/port.ts";
import { matterOf, MAX_SENDS, statusAt, type Challenge, type Challenges, type Matter } from "./challenge.ts";
import { matchNumberOf } from "./match-number.ts";
import type { Facts, Method } from "./method/method.ts";
import { methodOptions, usableMethods, type MethodOption, type Methods } from "./methods.ts";
import type { HeldFor } from "./held.ts";
import { orderWhile, type NotificationCap } from "./notification-cap.ts";
import type { SendCaps } from "./send-caps.ts";
import type { PrepareSend } from "./prepare-send.ts";
import { challengeClosed, type ChallengeClosed } from "./take-code.ts";
import { factsFor } from "./facts.ts";

export type SendVerificationCodeResult =
  | { kind: "CodeSent"; challenge: Challenge; facts: Facts; matchNumber: string | null }
  | { kind: "ResendTooSoon"; message: string; resendAvailableAt: Date }
  | { kind: "MethodUnavailable"; message: string; methods: MethodOption[] }
  | { kind: "TooManyAttempts"; message: string; retryAt: Date }
  | ChallengeClosed;

type Needs = {
  challenges: Challenges;
  methods: Methods;
  heldFor: HeldFor;
  prepareSend: PrepareSend;
  account: Pick<AccountPort, "account">;
  devices: Pick<TrustedDevicePort, "reachOf">;
  caps: SendCaps;
  notifications: NotificationCap;
  secrets: Secrets;
  activity: Pick<LoginActivityPort, "followVerification">;
  transact: Transact;
  ttl: Ttl;
  now: Clock;
};

/** "Did not receive a code?": the same method again, or another one at once. */
export const sendVerificationCode =
  ({
    challenges,
    methods,
    heldFor,
    prepareSend,
    account,
    devices,
    caps,
    notifications,
    secrets,
    activity,
    transact,
    ttl,
    now,
  }: Needs) =>
  async (ticket: string, name: VerificationMethod): Promise<SendVerificationCodeResult> => {
    const at = now();
    const read = (matter: Matter) =>
      Promise.all([factsFor({ account, devices, heldFor }, matter, at), notifications.isOff(matter.accountId, at)]);
    const ticketDigest = digest(ticket);
    // What it is about stays as it is: where that is known, all is read at once.
    const known = challenges.recall(ticketDigest);
    const [challenge, ahead] = await Promise.all([challenges.byTicket(ticketDigest), known && read(known)]);
    if (!challenge) return challengeClosed("EXPIRED");
    const status = statusAt(challenge, at);
    if (status !== "PENDING") return challengeClosed(status);

    const [facts, isOff] = ahead ?? (await read(matterOf(challenge)));
    const order = orderWhile(isOff, challenge.methodOrder);
    const method = facts && usableMethods(methods, order, facts).find((it) => it.name === name);
    if (!method) return unavailable(facts ? methodOptions(methods, order, facts) : []);
    const refused = method.isAtHand ? null : await refusal(challenge, method, facts, at);
    if (refused) return refused;

    const sending = prepareSend(challenge, method, facts, at);
    // What is sent again by the same method was counted with the first.
    const isFirst = !challenge.codes.some((code) => code.method === name);
    const send = async () => {
      const it = await sending.send();
      if (it && isFirst) await activity.followVerification({ kind: "SENT", id: challenge.id, method: name }, at);
      return it;
    };
    const sent = await (sending.isOneWrite && !isFirst ? send() : transact(send));
    // Another send may have come in between: then this one is the one that was too soon.
    return sent
      ? { kind: "CodeSent", challenge: sent, facts, matchNumber: matchNumberOf(secrets, sent) }
      : tooSoon(later(at, ttl.resendInterval));

    async function refusal(asked: Challenge, by: Method, known: Facts, from: Date) {
      const youngest = asked.codes.findLast((code) => code.method === name)?.sentAt;
      if (youngest && later(youngest, ttl.resendInterval) > from) return tooSoon(later(youngest, ttl.resendInterval));
      if (asked.sends >= MAX_SENDS) return spent(asked.expiresAt, "Every code of this flow was sent. Begin again.");
      const cappedUntil = await caps.reached(by, asked, known, from);
      return cappedUntil && spent(cappedUntil, "No more codes by this method for now. Use another method, or wait.");
    }
  };

const unavailable = (methods: MethodOption[]): SendVerificationCodeResult => ({
  kind: "MethodUnavailable",
  message: "This account can't use that method here. Use one of methods.",
  methods,
});

const tooSoon = (resendAvailableAt: Date): SendVerificationCodeResult => ({
  kind: "ResendTooSoon",
  message: "A code was sent by this method just now. Ask again at resendAvailableAt, or use another method.",
  resendAvailableAt,
});

const spent = (retryAt: Date, message: string): SendVerificationCodeResult => ({
  kind: "TooManyAttempts",
  message,
  retryAt,
});
