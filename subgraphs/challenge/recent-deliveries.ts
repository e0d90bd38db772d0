import type { Clock } from "../kernel/clock.ts";
import type { Outbox } from "../kernel/outbox.ts";
import type { AccountPort } from "../account/port.ts";
import type { TrustedDevicePort } from "../trusted-device/port.ts";
import type { Challenges } from "./challenge.ts";
import { deliveriesOf, type CodeDelivery } from "./delivery.ts";
import { factsOf } from "./facts.ts";
import type { ReadHeld } from "./held.ts";
import type { Methods } from "./methods.ts";

type Needs = {
  challenges: Challenges;
  methods: Methods;
  readHeld: ReadHeld;
  account: Pick<AccountPort, "account">;
  devices: Pick<TrustedDevicePort, "reachOf">;
  outbox: Outbox;
  sender: string;
  now: Clock;
};

const RECENT_FLOWS = 10;

/** What became of the codes of an account's last flows, the newest flow first. */
export const recentDeliveries =
  ({ challenges, methods, readHeld, account, devices, outbox, sender, now }: Needs) =>
  async (accountId: string, isOwner: boolean): Promise<CodeDelivery[]> => {
    const recent = await challenges.recentOf(accountId, RECENT_FLOWS);
    const messages = await outbox.deliveriesOf(recent.map(({ id }) => id));
    const facts = await factsOf({ account, devices, readHeld }, accountId, now());
    return recent.flatMap((challenge) =>
      deliveriesOf({
        challenge,
        messages: messages.filter(({ challengeId }) => challengeId === challenge.id),
        methods,
        facts,
        asker: { isOwner, sender },
      }),
    );
  };
