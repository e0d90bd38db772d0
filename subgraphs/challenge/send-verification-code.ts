import type { Clock } from "../kernel/clock.ts";
import { later } from "../kernel/clock.ts";
import type { Ttl } from "../kernel/config.ts";
import type { Transact } from "../kernel/mongo.ts";
import { digest, type Secrets } from "../kernel/secret.ts";
import type { VerificationMethod } from "../kernel/vocabulary.ts";
import type { AccountPort } from "../account/port.ts";
import type { TrustedDevicePort } from "../trusted-device/port.ts";
import { MAX_SENDS, statusAt, type Challenge, type Challenges } from "./challenge.ts";
import { matchNumberOf } from "./match-number.ts";
import { methodOptions, type MethodOption, type Methods } from "./methods.ts";
import type { MailCap } from "./mail-cap.ts";
import type { SendCode } from "./send-code.ts";
import { challengeClosed, type ChallengeClosed } from "./take-code.ts";
import { askingFor, factsOf } from "./facts.ts";

export type SendVerificationCodeResult =
  | { kind: "CodeSent"; challenge: Challenge; matchNumber: string | null }
  | { kind: "ResendTooSoon"; message: string; resendAvailableAt: Date }
  | { kind: "MethodUnavailable"; message: string; methods: MethodOption[] }
  | { kind: "TooManyAttempts"; message: string; retryAt: Date }
  | ChallengeClosed;

type Needs = {
  challenges: Challenges;
  methods: Methods;
  sendCode: SendCode;
  account: Pick<AccountPort, "account">;
  devices: Pick<TrustedDevicePort, "reachOf">;
  cap: MailCap;
  secrets: Secrets;
  transact: Transact;
  ttl: Ttl;
  now: Clock;
};

/** "Did not receive a code?": the same method again, or another one at once. */
export const sendVerificationCode =
  ({ challenges, methods, sendCode, account, devices, cap, secrets, transact, ttl, now }: Needs) =>
  async (ticket: string, name: VerificationMethod): Promise<SendVerificationCodeResult> => {
    const at = now();
    const challenge = await challenges.byTicket(digest(ticket));
    if (!challenge) return challengeClosed("EXPIRED");
    const status = statusAt(challenge, at);
    if (status !== "PENDING") return challengeClosed(status);

    const facts = await factsOf({ account, devices }, challenge.accountId, at, askingFor(challenge));
    const options = facts ? methodOptions(methods, challenge.methodOrder, facts) : [];
    if (!facts || !options.some(({ method }) => method === name))
      return {
        kind: "MethodUnavailable",
        message: "This account can't use that method here. Use one of methods.",
        methods: options,
      };

    const youngest = challenge.codes.findLast(({ method }) => method === name)?.sentAt;
    if (youngest && later(youngest, ttl.resendInterval) > at) return tooSoon(later(youngest, ttl.resendInterval));
    if (challenge.sends >= MAX_SENDS)
      return spent(challenge.expiresAt, "Every code of this flow was sent. Begin again.");
    const cappedUntil = name === "EMAIL" ? await cap.reached(challenge.accountId, at) : null;
    if (cappedUntil)
      return spent(cappedUntil, "This account was sent its mails of this hour. Use another method, or wait.");

    // Another send may have come in between: then this one is the one that was too soon.
    const sent = await transact(() => sendCode(challenge, name, facts, at));
    return sent
      ? { kind: "CodeSent", challenge: sent, matchNumber: matchNumberOf(secrets, sent) }
      : tooSoon(later(at, ttl.resendInterval));
  };

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
