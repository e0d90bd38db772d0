import { later } from "../kernel/clock.ts";
import type { Ttl } from "../kernel/config.ts";
import { newId } from "../kernel/id.ts";
import { digest, newToken, type Secrets } from "../kernel/secret.ts";
import type { Origin, VerificationMethod } from "../kernel/vocabulary.ts";
import type { Challenge, ChallengePurpose, Challenges } from "./challenge.ts";
import { sealAbout, type HeldFor } from "./held.ts";
import { matchNumberOf } from "./match-number.ts";
import type { Facts, Method, OutsideFacts } from "./method/method.ts";
import { usableMethods, type Methods } from "./methods.ts";
import type { NotificationCap } from "./notification-cap.ts";
import type { SendCaps } from "./send-caps.ts";
import type { PrepareSend } from "./prepare-send.ts";
import type { SettleAll } from "./settle.ts";

/** What is asked, of whom, for what. */
export type Question = {
  purpose: ChallengePurpose;
  facts: OutsideFacts;
  origin: Origin;
  /** The methods that may answer, in the order of the app that asks. */
  methodOrder: VerificationMethod[];
  /** The session that asks; null where nobody is signed in yet. */
  sessionId: string | null;
  /** False: the person chooses by which method, and asks for the code. */
  sends?: boolean;
  /** What the flow would set up. */
  about?: object;
  /** The address to be proven has an owner already. */
  isTaken?: boolean;
};

export type Asked = {
  id: string;
  ticket: string;
  method: VerificationMethod;
  matchNumber: string | null;
  isSent: boolean;
};

/** Opens a challenge and sends its first code; the older one of this installation and purpose ends. Joins the transaction. */
export type Ask = (question: Question, at: Date) => Promise<Asked>;

type Needs = {
  challenges: Challenges;
  methods: Methods;
  heldFor: HeldFor;
  prepareSend: PrepareSend;
  settleAll: SettleAll;
  caps: SendCaps;
  notifications: NotificationCap;
  secrets: Secrets;
  ttl: Ttl;
};

export const ask = (needs: Needs): Ask => {
  const { challenges, methods, heldFor, prepareSend, settleAll, caps, notifications, secrets, ttl } = needs;

  /** The first by which one may be sent now: a limit of one method is no reason to wait. */
  const firstOpen = async (usable: Method[], challenge: Challenge, facts: Facts, at: Date): Promise<Method | null> => {
    for (const method of usable) if (!(await caps.reached(method, challenge, facts, at))) return method;
    return null;
  };

  return async (question, at) => {
    const { facts: outside, purpose, sends = true, origin } = question;
    const { installationId } = origin.client;
    await settleAll({ accountId: outside.account.id, installationId, purpose }, "CANCELLED", at);

    const ticket = newToken();
    const begun = newChallenge(question, ticket, at);
    const facts = { ...outside, ...(await heldFor(begun, at)) };
    const challenge = { ...begun, methodOrder: orderWithOneThatWorks(question, facts) };
    const { methodOrder } = challenge;
    // Within the transaction, which runs anew when another request was shown meanwhile.
    const order = await notifications.without(challenge.accountId, methodOrder, at);
    const usable = usableMethods(methods, order, facts);
    const first = await firstOpen(usable, challenge, facts, at);
    const method = (first ?? usable[0])?.name ?? methodOrder[0] ?? "EMAIL";
    await challenges.add({ ...challenge, method });
    const sent = sends && first ? await prepareSend(challenge, first, facts, at).send() : null;
    return { id: begun.id, ticket, method, matchNumber: sent && matchNumberOf(secrets, sent), isSent: sent !== null };
  };

  /** Nobody is locked out by losing what was allowed; what is only out of reach now is not lost, or whoever waits would get more. */
  function orderWithOneThatWorks({ purpose, methodOrder }: Question, facts: Facts): VerificationMethod[] {
    const isAboutThePerson = purpose === "SIGN_IN" || purpose === "REAUTHENTICATE";
    const isLost = usableMethods(methods, methodOrder, facts).length === 0;
    return isAboutThePerson && isLost ? [...methodOrder, "EMAIL"] : methodOrder;
  }

  function newChallenge(
    { purpose, facts, origin, methodOrder, sessionId, about, isTaken = false }: Question,
    ticket: string,
    at: Date,
  ): Challenge {
    const { id: accountId, email, locale } = facts.account;
    const id = newId();
    return {
      id,
      purpose,
      origin,
      sessionId,
      ticketDigest: digest(ticket),
      ...{ accountId, email, locale, isTaken },
      status: "PENDING",
      method: methodOrder[0] ?? "EMAIL",
      methodOrder,
      about: about ? sealAbout(secrets, id, about) : null,
      codes: [],
      sends: 0,
      attempts: 0,
      createdAt: at,
      shownAt: null,
      acknowledgedAt: null,
      matchNumber: null,
      approvedBy: null,
      expiresAt: later(at, ttl.challenge),
      settledAt: null,
    };
  }
};
