import type { Clock } from "../kernel/clock.ts";
import type { Outbox } from "../kernel/outbox.ts";
import type { TrustedDevicePort } from "../trusted-device/port.ts";
import type { Challenges } from "./challenge.ts";
import { deliveriesOf, type CodeDelivery } from "./delivery.ts";

type Needs = {
  challenges: Challenges;
  devices: Pick<TrustedDevicePort, "reachOf">;
  outbox: Outbox;
  sender: string;
  now: Clock;
};

const RECENT_FLOWS = 10;

/** What became of the codes of an account's last flows, the newest flow first. */
export const recentDeliveries =
  ({ challenges, devices, outbox, sender, now }: Needs) =>
  async (accountId: string): Promise<CodeDelivery[]> => {
    const recent = await challenges.recentOf(accountId, RECENT_FLOWS);
    const messages = await outbox.deliveriesOf(recent.map(({ id }) => id));
    const { reachable } = await devices.reachOf(accountId, now());
    return recent.flatMap((challenge) =>
      deliveriesOf({
        challenge,
        messages: messages.filter(({ challengeId }) => challengeId === challenge.id),
        sender,
        isReachable: reachable > 0,
      }),
    );
  };
