import { DAY, later, type Clock } from "../kernel/clock.ts";
import type { Transact } from "../kernel/mongo.ts";
import type { Outbox } from "../kernel/outbox.ts";
import type { Viewer } from "../kernel/viewer.ts";
import { SEASONED_MS } from "../kernel/vocabulary.ts";
import type { ChallengePort } from "../challenge/port.ts";
import type { LoginActivityPort } from "../login-activity/port.ts";
import type { TrustedDevicePort } from "../trusted-device/port.ts";
import type { Account, Accounts } from "./account.ts";
import type { OwnPassword, ProveOwnPassword } from "./own-password.ts";
import { passwordChangedLetter, passwordChangedPush } from "./password-changed.mail.ts";
import type { PasswordHashes } from "./password-hash.ts";
import { clearPasswordTries } from "./password-step.ts";
import { ownWordsOf, passwordTooWeak, refuseTooLong, type CheckPassword, type PasswordTooWeak } from "./password.ts";
import type { AccountPort } from "./port.ts";
import type { ResetHolds } from "./reset-hold.ts";
import type { ResetLinks } from "./reset-link.ts";
import type { Sessions } from "./session.ts";
import { passwordResetRequired, type InvalidCredentials, type PasswordResetRequired } from "./sign-in-result.ts";
import type { Throttle } from "../kernel/throttle.ts";
import type { TooManyAttempts } from "./too-many-attempts.ts";

export type Change = { currentPassword: string; newPassword: string; ip: string; network: string };

export type PasswordChanged = { kind: "PasswordChanged"; account: Account; sessionsEnded: number };

export type ChangePasswordResult =
  PasswordChanged | InvalidCredentials | PasswordTooWeak | PasswordResetRequired | TooManyAttempts;

type Needs = {
  accounts: Accounts;
  sessions: Pick<Sessions, "end">;
  resetLinks: Pick<ResetLinks, "voidAll">;
  resetHolds: Pick<ResetHolds, "end">;
  proveOwnPassword: ProveOwnPassword;
  hashes: PasswordHashes;
  checkPassword: CheckPassword;
  throttle: Throttle;
  account: Pick<AccountPort, "linkToUndo" | "appName">;
  challenge: Pick<ChallengePort, "close" | "clearSecondSteps">;
  devices: Pick<TrustedDevicePort, "reachOf" | "silence" | "trustedSince">;
  activity: Pick<LoginActivityPort, "record">;
  outbox: Outbox;
  transact: Transact;
  now: Clock;
};

const NEWS_LIFE_MS = DAY;

/** A new password in place of the old one. Every other session ends; what was trusted stays trusted. */
export const changePassword =
  (needs: Needs) =>
  async (viewer: Viewer, { currentPassword, newPassword, ip, network }: Change): Promise<ChangePasswordResult> => {
    const { proveOwnPassword, hashes, checkPassword, transact } = needs;
    refuseTooLong(currentPassword, "input.currentPassword");
    refuseTooLong(newPassword, "input.newPassword");
    const own = await proveOwnPassword(viewer, { password: currentPassword, ip, network });
    if (own.kind !== "OwnPassword") return own;
    const { account, isTrusted } = own;
    // On the trusted device where it was said that somebody knows the password, a new one is the way out.
    const mayOpen = isTrusted && account.protectedBy === viewer.installationId;
    if (account.protectedAt && !mayOpen) return passwordResetRequired();
    const check = await checkPassword(newPassword, ownWordsOf(account.email));
    if (!check.acceptable) return passwordTooWeak(check);

    const passwordHash = await hashes.hash(newPassword);
    return transact(() => change(needs, viewer, own, passwordHash));
  };

const change = async (
  needs: Needs,
  { sessionId, installationId }: Viewer,
  { account: { id: accountId, email, locale }, origin }: OwnPassword,
  passwordHash: string,
): Promise<PasswordChanged> => {
  const { accounts, sessions, resetLinks, resetHolds, throttle, challenge, devices, activity, now } = needs;
  const at = now();
  await tell(needs, { accountId, email, locale, installationId }, origin, at);
  await accounts.setPassword(accountId, passwordHash, at);
  const ended = await sessions.end({ accountId, except: { sessionId } }, "PASSWORD_CHANGED", at);
  await challenge.close({ accountId }, "CANCELLED", at);
  await devices.silence(
    accountId,
    ended.map((it) => it.installationId),
  );
  await resetLinks.voidAll(accountId, at);
  const trustedSince = await devices.trustedSince(accountId, installationId, at);
  // Who has had the device for so long could say NOT_ME to a reset that waits, and has done more.
  if (trustedSince && later(trustedSince, SEASONED_MS) <= at) await resetHolds.end(accountId, at);
  await clearPasswordTries(throttle, email);
  await challenge.clearSecondSteps(accountId);
  await activity.record({ kind: "PASSWORD_CHANGED", accountId }, origin, at);
  const [account] = await accounts.byIds([accountId]);
  if (!account) throw new Error("an account went away within its own transaction");
  return { kind: "PasswordChanged", account, sessionsEnded: ended.length };
};

/** By mail, and to the other devices before their sessions end. */
const tell = async (
  { account, devices, outbox }: Needs,
  {
    accountId,
    email,
    locale,
    installationId,
  }: { accountId: string; email: string; locale: string; installationId: string },
  origin: OwnPassword["origin"],
  at: Date,
): Promise<void> => {
  const undoUrl = await account.linkToUndo({ accountId, change: { kind: "PASSWORD_CHANGED" } }, at);
  const staleAt = later(at, NEWS_LIFE_MS);
  const app = account.appName(origin.client.appId);
  const letter = passwordChangedLetter({ origin, app, at, undoUrl, locale });
  await outbox.put({ channel: "MAIL", to: email, ...letter, staleAt }, at);
  const { pushTokens } = await devices.reachOf(accountId, at, installationId);
  for (const { token } of pushTokens)
    await outbox.put(
      {
        channel: "PUSH",
        to: token,
        ...passwordChangedPush(locale),
        data: { accountId, undoUrl },
        isFarewell: true,
        staleAt,
      },
      at,
    );
};
