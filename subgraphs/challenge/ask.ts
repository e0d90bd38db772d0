import { later } from "../kernel/clock.ts";
import type { Ttl } from "../kernel/config.ts";
import { newId } from "../kernel/id.ts";
import { digest, newToken, type Secrets } from "../kernel/secret.ts";
import type { Origin, VerificationMethod } from "../kernel/vocabulary.ts";
import type { Challenge, ChallengePurpose, Challenges } from "./challenge.ts";
import type { MailCap } from "./mail-cap.ts";
import { matchNumberOf } from "./match-number.ts";
import type { Facts } from "./method/method.ts";
import { methodOptions, type Methods } from "./methods.ts";
import type { SendCode } from "./send-code.ts";
import type { SettleAll } from "./settle.ts";

/** What is asked, of whom, for what. */
export type Question = {
  purpose: ChallengePurpose;
  facts: Facts;
  origin: Origin;
  /** The methods that may answer, in the order of the app that asks. */
  methodOrder: VerificationMethod[];
  /** The session that asks; null where nobody is signed in yet. */
  sessionId: string | null;
  /** False: the person chooses by which method, and asks for the code. */
  sends?: boolean;
};

export type Asked = { ticket: string; method: VerificationMethod; matchNumber: string | null };

/** Opens a challenge and sends its first code; the older one of this installation and purpose ends. Joins the transaction. */
export type Ask = (question: Question, at: Date) => Promise<Asked>;

type Needs = {
  challenges: Challenges;
  methods: Methods;
  sendCode: SendCode;
  settleAll: SettleAll;
  cap: MailCap;
  secrets: Secrets;
  ttl: Ttl;
};

export const ask =
  ({ challenges, methods, sendCode, settleAll, cap, secrets, ttl }: Needs): Ask =>
  async ({ purpose, facts, origin, methodOrder, sessionId, sends = true }, at) => {
    const { id: accountId, email, locale } = facts.account;
    const installationId = origin.client.installationId;
    await settleAll({ accountId, installationId, purpose }, "CANCELLED", at);

    const ticket = newToken();
    const method = methodOptions(methods, methodOrder, facts)[0]?.method ?? methodOrder[0] ?? "EMAIL";
    const challenge: Challenge = {
      id: newId(),
      ticketDigest: digest(ticket),
      purpose,
      accountId,
      email,
      locale,
      status: "PENDING",
      method,
      methodOrder,
      codes: [],
      sends: 0,
      attempts: 0,
      origin,
      sessionId,
      createdAt: at,
      shownAt: null,
      acknowledgedAt: null,
      matchNumber: null,
      approvedBy: null,
      expiresAt: later(at, ttl.challenge),
      settledAt: null,
    };
    await challenges.add(challenge);
    const isSent = sends && (method !== "EMAIL" || !(await cap.reached(accountId, at)));
    const sent = isSent ? await sendCode(challenge, method, facts, at) : null;
    return { ticket, method, matchNumber: sent && matchNumberOf(secrets, sent) };
  };
