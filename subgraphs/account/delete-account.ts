import { DAY, later, type Clock } from "../kernel/clock.ts";
import type { Transact } from "../kernel/mongo.ts";
import type { Outbox } from "../kernel/outbox.ts";
import type { Throttle } from "../kernel/throttle.ts";
import type { Viewer } from "../kernel/viewer.ts";
import type { ChallengePort } from "../challenge/port.ts";
import type { LoginActivityPort } from "../login-activity/port.ts";
import type { TrustedDevicePort } from "../trusted-device/port.ts";
import { accountDeletedLetter } from "./account-deleted.mail.ts";
import type { GivenPassword, ProveOwnPassword } from "./own-password.ts";
import { clearPasswordTries } from "./password-step.ts";
import { refuseTooLong } from "./password.ts";
import type { AccountPort } from "./port.ts";
import { passwordResetRequired, type InvalidCredentials, type PasswordResetRequired } from "./sign-in-result.ts";
import type { TooManyAttempts } from "./too-many-attempts.ts";

export type DeleteAccountResult =
  { kind: "AccountDeleted"; at: Date } | InvalidCredentials | PasswordResetRequired | TooManyAttempts;

type Needs = {
  proveOwnPassword: ProveOwnPassword;
  account: Pick<AccountPort, "forget">;
  challenge: Pick<ChallengePort, "close" | "forget">;
  devices: Pick<TrustedDevicePort, "forget">;
  activity: Pick<LoginActivityPort, "record" | "forget">;
  throttle: Throttle;
  outbox: Outbox;
  transact: Transact;
  now: Clock;
};

const LETTER_LIFE_MS = DAY;

/** Everything personal goes, from every collection; what happened stays, with nobody behind it. */
export const deleteAccount =
  (needs: Needs) =>
  async (viewer: Viewer, given: GivenPassword): Promise<DeleteAccountResult> => {
    const { proveOwnPassword, account, challenge, devices, activity, throttle, outbox, transact, now } = needs;
    refuseTooLong(given.password, "password");
    const own = await proveOwnPassword(viewer, given);
    if (own.kind !== "OwnPassword") return own;
    if (own.account.protectedAt) return passwordResetRequired();
    const { id: accountId, email, locale } = own.account;
    const at = now();
    await transact(async () => {
      await activity.record({ kind: "ACCOUNT_DELETED", accountId }, own.origin, at);
      await challenge.close({ accountId }, "CANCELLED", at);
      const pushTokens = await devices.forget(accountId);
      await account.forget(accountId, at);
      await challenge.forget(accountId);
      await activity.forget(accountId);
      await outbox.forget([email, ...pushTokens]);
      const letter = accountDeletedLetter({ at, locale });
      const staleAt = later(at, LETTER_LIFE_MS);
      await outbox.put({ channel: "MAIL", to: email, ...letter, staleAt, leavesNoTrace: true }, at);
    });
    // Not in the transaction: a stranger who goes on trying would hold it up.
    await clearPasswordTries(throttle, email);
    await throttle.clear(["sign-up-mails", "resend", "reset", "reset-mails"].map((counter) => `${counter}:${email}`));
    return { kind: "AccountDeleted", at };
  };
