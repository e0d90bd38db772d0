import type { Delivery } from "../kernel/outbox.ts";
import type { VerificationMethod } from "../kernel/vocabulary.ts";
import type { Challenge, SentCode } from "./challenge.ts";
import type { Asker, BroughtMethod, Facts } from "./method/method.ts";
import type { Methods } from "./methods.ts";

export const DELIVERY_STATES = ["QUEUED", "SENT", "ACKNOWLEDGED", "FAILED"] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** What became of a code that was sent, and what to tell the person who waits for it. */
export type CodeDelivery = {
  method: VerificationMethod;
  destination: string | null;
  state: DeliveryState;
  at: Date;
  adviceIn: (locale: string) => string[];
  /** Of the account: for whoever has not said another. */
  locale: string | null;
};

export type DeliveryFacts = {
  challenge: Challenge;
  /** The rows of the outbox for it. */
  messages: Delivery[];
  methods: Methods;
  /** Null where the account is gone. */
  facts: Facts | null;
  asker: Asker;
};

/** One of each send of a challenge, oldest first. */
export const deliveriesOf = ({ challenge, messages, methods, facts, asker }: DeliveryFacts): CodeDelivery[] =>
  challenge.codes.flatMap((code) => {
    const method = methods.get(code.method);
    if (!method || method.isAtHand) return [];
    const { sentAt: at } = code;
    const destination = code.destination ?? (facts && method.destination(facts, asker.isOwner));
    const own = messages.filter((it) => it.channel === method.channel && it.at.getTime() === at.getTime());
    const state = stateOf({ challenge, method, code, facts }, own);
    const adviceIn = (locale: string) => method.adviceIn(locale, destination, { facts, asker });
    return [{ method: method.name, destination, state, at, adviceIn, locale: facts?.account.locale ?? null }];
  });

type Sent = Pick<DeliveryFacts, "challenge" | "facts"> & { method: BroughtMethod; code: SentCode };

/** A push goes to each device: what one of them got has arrived. */
const stateOf = ({ challenge, method, code, facts }: Sent, messages: Delivery[]): DeliveryState => {
  const { acknowledgedAt } = challenge;
  if (method.isShown && acknowledgedAt && acknowledgedAt >= code.sentAt) return "ACKNOWLEDGED";
  const states = messages.map(({ state }) => state);
  // Who listens is shown it live, whatever becomes of a push.
  const isShownLive = method.isShown && (facts?.reach.online ?? 0) > 0;
  if (states.includes("SENT") || isShownLive) return "SENT";
  if (states.includes("QUEUED")) return "QUEUED";
  if (states.includes("FAILED")) return "FAILED";
  return method.isShown ? "QUEUED" : "SENT";
};
