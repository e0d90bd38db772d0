import type { Clock } from "../kernel/clock.ts";
import type { Transact } from "../kernel/mongo.ts";
import type { Outbox } from "../kernel/outbox.ts";
import type { ChallengePort } from "../challenge/port.ts";
import type { LoginActivityPort } from "../login-activity/port.ts";
import type { TrustedDevicePort } from "../trusted-device/port.ts";
import type { Account } from "./account.ts";
import { resetHeldLetter, resetHeldPush } from "./reset-held.mail.ts";
import type { ResetHolds } from "./reset-hold.ts";

export type PasswordResetHeld = { kind: "PasswordResetHeld"; opensAt: Date };

/** Holds the reset of an account for a day, and tells everywhere. Asked again while it is held, it tells nobody anew. */
export type HoldReset = (claim: { account: Account; ip: string }) => Promise<PasswordResetHeld>;

type Needs = {
  resetHolds: ResetHolds;
  challenge: Pick<ChallengePort, "phoneNumberOf">;
  devices: Pick<TrustedDevicePort, "reachOf">;
  activity: Pick<LoginActivityPort, "record" | "locate">;
  outbox: Outbox;
  transact: Transact;
  now: Clock;
};

export const holdReset =
  ({ resetHolds, challenge, devices, activity, outbox, transact, now }: Needs): HoldReset =>
  async ({ account: { id: accountId, email, locale }, ip }) => {
    const at = now();
    const location = await activity.locate(ip);
    const number = await challenge.phoneNumberOf(accountId);
    const { pushTokens } = await devices.reachOf(accountId, at);
    return transact(async () => {
      const { hold, isNew } = await resetHolds.hold(accountId, at);
      if (!isNew) return { kind: "PasswordResetHeld", opensAt: hold.opensAt };
      const { opensAt: staleAt } = hold;
      const news = { opensAt: hold.opensAt, location, at, locale };
      await activity.record({ kind: "PASSWORD_RESET_HELD", accountId }, { ip, location }, at);
      await outbox.put({ channel: "MAIL", to: email, ...resetHeldLetter(news), staleAt }, at);
      if (number) await outbox.put({ channel: "SMS", to: number, ...resetHeldPush(news), staleAt }, at);
      for (const { token } of pushTokens)
        await outbox.put({ channel: "PUSH", to: token, ...resetHeldPush(news), data: { accountId }, staleAt }, at);
      return { kind: "PasswordResetHeld", opensAt: hold.opensAt };
    });
  };
