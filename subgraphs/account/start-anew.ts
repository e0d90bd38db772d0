import { DAY, later, type Clock } from "../kernel/clock.ts";
import type { Outbox } from "../kernel/outbox.ts";
import type { Throttle } from "../kernel/throttle.ts";
import type { ChallengePort } from "../challenge/port.ts";
import type { LoginActivityPort } from "../login-activity/port.ts";
import type { TrustedDevicePort } from "../trusted-device/port.ts";
import type { Account, Accounts } from "./account.ts";
import type { ClientApps } from "./client-app.ts";
import { passwordResetLetter } from "./password-reset.mail.ts";
import { clearPasswordTries } from "./password-step.ts";
import type { ResetHolds } from "./reset-hold.ts";
import type { ResetProven } from "./reset-proof.ts";
import type { Sessions } from "./session.ts";

type Beginning = { account: Account; passwordHash: string; proven: ResetProven; ip: string };

/** A password that was reset: nothing that was open or trusted before it stays so. Joins the transaction. */
export type StartAnew = (beginning: Beginning) => Promise<{ sessionsEnded: number }>;

type Needs = {
  accounts: Pick<Accounts, "setPassword">;
  sessions: Pick<Sessions, "end">;
  resetHolds: Pick<ResetHolds, "end">;
  apps: ClientApps;
  throttle: Throttle;
  challenge: Pick<ChallengePort, "close" | "clearSecondSteps" | "forgetHeld">;
  devices: Pick<TrustedDevicePort, "endTrust">;
  activity: Pick<LoginActivityPort, "record" | "locate">;
  outbox: Outbox;
  now: Clock;
};

const LETTER_LIFE_MS = DAY;

export const startAnew =
  (needs: Needs): StartAnew =>
  async ({ account: { id: accountId, email, locale }, passwordHash, proven: { method, wasHeld }, ip }) => {
    const { accounts, sessions, resetHolds, apps, throttle, challenge, devices, activity, outbox, now } = needs;
    const at = now();
    const location = await activity.locate(ip);
    await accounts.setPassword(accountId, passwordHash, at);
    const ended = await sessions.end({ accountId }, "PASSWORD_RESET", at);
    await devices.endTrust(accountId, at, false);
    await challenge.close({ accountId }, "CANCELLED", at);
    if (wasHeld) await challenge.forgetHeld(accountId, at);
    await resetHolds.end(accountId, at);
    await clearPasswordTries(throttle, email);
    await challenge.clearSecondSteps(accountId);

    await activity.record({ kind: "PASSWORD_RESET", accountId, method }, { ip, location }, at);
    const letter = passwordResetLetter({ apps: apps.all(), location, at, areMethodsGone: wasHeld, locale });
    await outbox.put({ channel: "MAIL", to: email, ...letter, staleAt: later(at, LETTER_LIFE_MS) }, at);
    return { sessionsEnded: ended.length };
  };
