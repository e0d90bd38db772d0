import { maskEmail } from "../kernel/email.ts";
import type { Delivery } from "../kernel/outbox.ts";
import type { VerificationMethod } from "../kernel/vocabulary.ts";
import type { Challenge } from "./challenge.ts";

export const DELIVERY_STATES = ["QUEUED", "SENT", "ACKNOWLEDGED", "FAILED"] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** What became of a code that was sent. `advice` is for people. */
export type CodeDelivery = {
  method: VerificationMethod;
  destination: string | null;
  state: DeliveryState;
  at: Date;
  advice: string[];
};

type Facts = {
  challenge: Challenge;
  /** The rows of the outbox for it. */
  messages: Delivery[];
  sender: string;
  /** Whether any trusted device could hear it now. */
  isReachable: boolean;
};

/** One of each send of a challenge, oldest first. */
export const deliveriesOf = (facts: Facts): CodeDelivery[] =>
  facts.challenge.codes.map(({ method, sentAt }) => {
    const channel = method === "APP_NOTIFICATION" ? "PUSH" : "MAIL";
    const message = facts.messages.find((it) => it.channel === channel && it.at.getTime() === sentAt.getTime());
    return method === "APP_NOTIFICATION" ? notification(facts, sentAt, message) : mail(facts, sentAt, message);
  });

const mail = ({ challenge, sender }: Facts, at: Date, message: Delivery | undefined): CodeDelivery => ({
  method: "EMAIL",
  destination: maskEmail(challenge.email),
  state: message?.state ?? "SENT",
  at,
  advice: [
    "Look in the spam or junk folder.",
    `Make sure that ${maskEmail(challenge.email)} is the mailbox you are looking at.`,
    `Put ${sender} on your list of safe senders.`,
  ],
});

const notification = ({ challenge, isReachable }: Facts, at: Date, message: Delivery | undefined): CodeDelivery => ({
  method: "APP_NOTIFICATION",
  destination: null,
  state:
    challenge.acknowledgedAt && challenge.acknowledgedAt >= at
      ? "ACKNOWLEDGED"
      : (message?.state ?? (isReachable ? "SENT" : "QUEUED")),
  at,
  advice: [
    "Open the app on a trusted device: it shows the code.",
    "Allow notifications for the app, and check that the device is connected to the internet.",
    "Send the code by email instead.",
  ],
});
