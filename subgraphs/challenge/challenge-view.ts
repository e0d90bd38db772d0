import type { Clock } from "../kernel/clock.ts";
import type { Ttl } from "../kernel/config.ts";
import type { Outbox } from "../kernel/outbox.ts";
import { digest } from "../kernel/secret.ts";
import type { Viewer } from "../kernel/viewer.ts";
import type { ChallengeStatus, VerificationMethod } from "../kernel/vocabulary.ts";
import type { AccountPort } from "../account/port.ts";
import type { TrustedDevicePort } from "../trusted-device/port.ts";
import {
  attemptsRemaining,
  CODE_LENGTH,
  resendAvailableAt,
  statusAt,
  type Challenge,
  type ChallengePurpose,
  type Challenges,
} from "./challenge.ts";
import { deliveriesOf, type CodeDelivery } from "./delivery.ts";
import { factsFor } from "./facts.ts";
import type { HeldFor } from "./held.ts";
import { methodOptions, type MethodOption, type Methods } from "./methods.ts";
import type { NotificationCap } from "./notification-cap.ts";

/** What the client that holds the ticket may see. */
export type ChallengeView = {
  ticket: string;
  id: string;
  purpose: ChallengePurpose;
  status: ChallengeStatus;
  method: VerificationMethod;
  methods: MethodOption[];
  codeLength: number;
  attemptsRemaining: number;
  resendAvailableAt: Date;
  expiresAt: Date;
  deliveries: CodeDelivery[];
};

/** Null when the ticket is unknown or long over. Whoever is signed in to its account is told the names of its devices. */
export type ViewByTicket = (ticket: string, asker: Pick<Viewer, "accountId"> | null) => Promise<ChallengeView | null>;

type Needs = {
  challenges: Challenges;
  methods: Methods;
  heldFor: HeldFor;
  account: Pick<AccountPort, "account">;
  devices: Pick<TrustedDevicePort, "reachOf">;
  notifications: NotificationCap;
  outbox: Outbox;
  sender: string;
  ttl: Ttl;
  now: Clock;
};

/** A challenge as its ticket's holder sees it. */
const viewOf =
  ({ methods, heldFor, account, devices, notifications, outbox, sender, ttl, now }: Omit<Needs, "challenges">) =>
  async (challenge: Challenge, ticket: string, isOwner: boolean): Promise<ChallengeView> => {
    const at = now();
    const facts = await factsFor({ account, devices, heldFor }, challenge, at);
    // As it was when it was asked: a new address is proven by a code that goes there.
    const asked = facts && { ...facts, account: { ...facts.account, email: challenge.email } };
    const order = await notifications.without(challenge.accountId, challenge.methodOrder, at);
    const messages = await outbox.deliveriesOf([challenge.id]);
    const method = methods.get(challenge.method);
    return {
      ticket,
      id: challenge.id,
      purpose: challenge.purpose,
      status: statusAt(challenge, at),
      method: challenge.method,
      methods: asked ? methodOptions(methods, order, asked, isOwner) : [],
      codeLength: method?.codeLength ?? CODE_LENGTH,
      attemptsRemaining: attemptsRemaining(challenge),
      resendAvailableAt: method?.isAtHand ? challenge.createdAt : resendAvailableAt(challenge, ttl.resendInterval),
      expiresAt: challenge.expiresAt,
      deliveries: deliveriesOf({ challenge, messages, methods, facts: asked, asker: { isOwner, sender } }),
    };
  };

export const viewByTicket = (needs: Needs): ViewByTicket => {
  const view = viewOf(needs);
  return async (ticket, asker) => {
    const challenge = await needs.challenges.byTicket(digest(ticket));
    return challenge && view(challenge, ticket, asker?.accountId === challenge.accountId);
  };
};
