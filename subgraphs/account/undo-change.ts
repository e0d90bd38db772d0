import type { Clock } from "../kernel/clock.ts";
import type { Transact } from "../kernel/mongo.ts";
import { digest } from "../kernel/secret.ts";
import type { LinkFault } from "../kernel/vocabulary.ts";
import type { LoginActivityPort } from "../login-activity/port.ts";
import type { AccountPort } from "./port.ts";
import type { AccountSecured, Protect } from "./protect.ts";
import type { UndoLinks } from "./undo-link.ts";

type LinkInvalid = { kind: "LinkInvalid"; message: string; state: LinkFault };
export type UndoChangeResult = AccountSecured | LinkInvalid;

type Needs = {
  undoLinks: Pick<UndoLinks, "byToken">;
  protect: Protect;
  account: Pick<AccountPort, "account">;
  activity: Pick<LoginActivityPort, "locate">;
  transact: Transact;
  now: Clock;
};

const linkInvalid = (state: LinkFault): LinkInvalid => ({
  kind: "LinkInvalid",
  message: "This link does not work any more. Reset the password by mail, then look through login security.",
  state,
});

/** The link in a letter about a change: restores what was there, with all that was changed since, and protects the account. */
export const undoChange =
  ({ undoLinks, protect, account, activity, transact, now }: Needs) =>
  async (token: string, ip: string): Promise<UndoChangeResult> => {
    const link = await undoLinks.byToken(digest(token));
    if (!link || !(await account.account(link.accountId))) return linkInvalid("UNKNOWN");
    if (link.expiresAt <= now()) return linkInvalid("ENDED");
    // The button may be pressed twice: what it says has become true then, and nothing is done again.
    if (link.undoneAt) return { kind: "AccountSecured", sessionsEnded: 0 };
    const { accountId, changedAt: since } = link;
    const origin = { ip, location: await activity.locate(ip), risks: [] };
    const disowned = { since, installationId: null };
    return transact(() => protect({ accountId, saidBy: "MAILED_LINK", disowned, origin }));
  };
