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
  matterOf,
  resendAvailableAt,
  statusAt,
  type Challenge,
  type ChallengePurpose,
  type Challenges,
} from "./challenge.ts";
import { deliveriesOf, type CodeDelivery } from "./delivery.ts";
import { factsFor } from "./facts.ts";
import type { HeldFor } from "./held.ts";
import type { Facts } from "./method/method.ts";
import { methodOptions, type MethodOption, type Methods } from "./methods.ts";
import type { NotificationCap } from "./notification-cap.ts";

/** What the client that holds the ticket may see. */
export type ChallengeView = {
  ticket: string;
  id: string;
  purpose: ChallengePurpose;
  status: ChallengeStatus;
  method: VerificationMethod;
  /** Read when it is asked for. */
  readMethods: () => Promise<MethodOption[]>;
  codeLength: number;
  attemptsRemaining: number;
  resendAvailableAt: Date;
  expiresAt: Date;
  /** Read when it is asked for. */
  readDeliveries: () => Promise<CodeDelivery[]>;
};

/** Whoever is signed in to the challenge's account is told the names of its devices. */
type Viewing = Pick<Viewer, "accountId"> | null;

/** `facts`: where they were just read. */
export type View = (challenge: Challenge, ticket: string, asker: Viewing, facts?: Facts) => ChallengeView;

/** Null when the ticket is unknown or long over. */
export type ViewByTicket = (ticket: string, asker: Viewing) => Promise<ChallengeView | null>;

type Needs = {
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
export const viewOf =
  ({ methods, heldFor, account, devices, notifications, outbox, sender, ttl, now }: Needs): View =>
  (challenge, ticket, viewing, justRead) => {
    const at = now();
    const isOwner = viewing?.accountId === challenge.accountId;
    const method = methods.get(challenge.method);
    const readFacts = once(async (): Promise<Facts | null> => {
      const facts = justRead ?? (await factsFor({ account, devices, heldFor }, matterOf(challenge), at));
      // As it was when it was asked: a new address is proven by a code that goes there.
      return facts && { ...facts, account: { ...facts.account, email: challenge.email } };
    });
    return {
      ticket,
      id: challenge.id,
      purpose: challenge.purpose,
      status: statusAt(challenge, at),
      method: challenge.method,
      readMethods: async () => {
        const { accountId, methodOrder } = challenge;
        const [facts, order] = await Promise.all([readFacts(), notifications.without(accountId, methodOrder, at)]);
        return facts ? methodOptions(methods, order, facts, isOwner) : [];
      },
      codeLength: method?.codeLength ?? CODE_LENGTH,
      attemptsRemaining: attemptsRemaining(challenge),
      resendAvailableAt: method?.isAtHand ? challenge.createdAt : resendAvailableAt(challenge, ttl.resendInterval),
      expiresAt: challenge.expiresAt,
      readDeliveries: async () => {
        const [facts, messages] = await Promise.all([readFacts(), outbox.deliveriesOf([challenge.id])]);
        return deliveriesOf({ challenge, messages, methods, facts, asker: { isOwner, sender } });
      },
    };
  };

const once = <T>(read: () => Promise<T>): (() => Promise<T>) => {
  let reading: Promise<T> | null = null;
  return () => (reading ??= read());
};

export const viewByTicket =
  ({ challenges, view }: { challenges: Challenges; view: View }): ViewByTicket =>
  async (ticket, asker) => {
    const challenge = await challenges.byTicket(digest(ticket));
    return challenge && view(challenge, ticket, asker);
  };
