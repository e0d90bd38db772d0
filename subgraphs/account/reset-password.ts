import type { Clock } from "../kernel/clock.ts";
import type { Events } from "../kernel/events.ts";
import type { Transact } from "../kernel/mongo.ts";
import type { LinkFault } from "../kernel/vocabulary.ts";
import type { TypedCode } from "../challenge/port.ts";
import type { ClientApps } from "./client-app.ts";
import type { OpenResetLink } from "./open-reset-link.ts";
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

type ResetLinkInvalid = { kind: "ResetLinkInvalid"; message: string; state: LinkFault };

export type ResetPasswordResult = PasswordReset | ResetLinkInvalid | PasswordTooWeak | Unproven;

type Needs = {
  openResetLink: OpenResetLink;
  resetLinks: Pick<ResetLinks, "use">;
  apps: ClientApps;
  hashes: PasswordHashes;
  checkPassword: CheckPassword;
  proveReset: ProveReset;
  startAnew: StartAnew;
  events: Events;
  transact: Transact;
  now: Clock;
};

/** Told to whoever was mailed it; what was guessed is unknown. */
const MESSAGES: Record<LinkFault, string> = {
  USED: "This link was used already: each works once. Ask for a new one.",
  ENDED: "This link has ended: its time is over, or something newer took its place. Ask for a new one.",
  UNKNOWN: "This link is not whole, or it ended long ago. Open it straight from the mail, or ask for a new one.",
};

const resetLinkInvalid = (state: LinkFault): ResetLinkInvalid => ({
  kind: "ResetLinkInvalid",
  message: MESSAGES[state],
  state,
});

/** What Save does. Only the last line spends the link, so whoever is asked for more comes back with it. */
export const resetPassword =
  (needs: Needs) =>
  async ({ token, newPassword, ip, ...proof }: NewPassword): Promise<ResetPasswordResult> => {
    const { resetLinks, apps, hashes, checkPassword, proveReset, startAnew, events, transact, now } = needs;
    refuseTooLong(newPassword, "input.newPassword");
    const opened = await needs.openResetLink(token);
    if (opened.state !== "OPEN") return resetLinkInvalid(opened.state);
    const { link, account } = opened;
    const check = await checkPassword(newPassword, ownWordsOf(account.email));
    if (!check.acceptable) return passwordTooWeak(check);

    // Before the proof: a code that was right is not lost to a queue of hashes that is full.
    const passwordHash = await hashes.hash(newPassword);
    const proven = await proveReset({ link, account, ip, ...proof });
    if (proven.kind !== "ResetProven") return proven;
    return transact(async () => {
      // Open a moment ago: another Save was faster.
      if (!(await resetLinks.use(link, now()))) return resetLinkInvalid("USED");
      const { sessionsEnded } = await startAnew({ account, passwordHash, proven, ip });
      events.publish(resetTopic(link.id), link.id);
      return { kind: "PasswordReset", apps: apps.all(), sessionsEnded };
    });
  };
