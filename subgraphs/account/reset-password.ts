import type { Clock } from "../kernel/clock.ts";
import type { Events } from "../kernel/events.ts";
import type { Transact } from "../kernel/mongo.ts";
import { digest } from "../kernel/secret.ts";
import type { TypedCode } from "../challenge/port.ts";
import type { Accounts } from "./account.ts";
import type { ClientApps } from "./client-app.ts";
import type { PasswordHashes } from "./password-hash.ts";
import { resetTopic, type PasswordReset } from "./password-reset-completed.ts";
import { ownWordsOf, passwordTooWeak, refuseTooLong, type CheckPassword, type PasswordTooWeak } from "./password.ts";
import type { ResetLinks } from "./reset-link.ts";
import type { ProveReset, Unproven } from "./reset-proof.ts";
import type { StartAnew } from "./start-anew.ts";

export type NewPassword = {
  token: string;
  newPassword: string;
  verification: TypedCode | null;
  cannotVerify: boolean;
  ip: string;
};

type ResetLinkInvalid = { kind: "ResetLinkInvalid"; message: string };

export type ResetPasswordResult = PasswordReset | ResetLinkInvalid | PasswordTooWeak | Unproven;

type Needs = {
  accounts: Accounts;
  resetLinks: ResetLinks;
  apps: ClientApps;
  hashes: PasswordHashes;
  checkPassword: CheckPassword;
  proveReset: ProveReset;
  startAnew: StartAnew;
  events: Events;
  transact: Transact;
  now: Clock;
};

/** Unknown, used, old and replaced are told alike. */
const resetLinkInvalid = (): ResetLinkInvalid => ({
  kind: "ResetLinkInvalid",
  message: "This link does not work any more. Ask for a new one.",
});

/** What Save does. Only the last line spends the link, so whoever is asked for more comes back with it. */
export const resetPassword =
  (needs: Needs) =>
  async ({ token, newPassword, ip, ...proof }: NewPassword): Promise<ResetPasswordResult> => {
    const { accounts, resetLinks, apps, hashes, checkPassword, proveReset, startAnew, events, transact, now } = needs;
    refuseTooLong(newPassword, "input.newPassword");
    const link = await resetLinks.liveByToken(digest(token), now());
    const [account] = link?.accountId ? await accounts.byIds([link.accountId]) : [];
    if (!link || !account) return resetLinkInvalid();
    const check = await checkPassword(newPassword, ownWordsOf(account.email));
    if (!check.acceptable) return passwordTooWeak(check);

    // Before the proof: a code that was right is not lost to a queue of hashes that is full.
    const passwordHash = await hashes.hash(newPassword);
    const proven = await proveReset({ link, account, ip, ...proof });
    if (proven.kind !== "ResetProven") return proven;
    return transact(async () => {
      if (!(await resetLinks.use(link, now()))) return resetLinkInvalid();
      const { sessionsEnded } = await startAnew({ account, passwordHash, proven, ip });
      events.publish(resetTopic(link.id), link.id);
      return { kind: "PasswordReset", apps: apps.all(), sessionsEnded };
    });
  };
