import { DAY, later } from "../kernel/clock.ts";
import type { Outbox } from "../kernel/outbox.ts";
import { unauthenticated } from "../kernel/refusal.ts";
import type { Origin, VerificationMethod } from "../kernel/vocabulary.ts";
import type { AccountPort, KnownAccount, UndoableChange } from "../account/port.ts";
import type { LoginActivityPort } from "../login-activity/port.ts";
import { methodChangeLetter, type MethodChange } from "./method-change.mail.ts";

type Changed = MethodChange & {
  accountId: string;
  origin: Origin;
  kind: Parameters<LoginActivityPort["record"]>[0]["kind"];
  method: VerificationMethod;
  change: UndoableChange;
};

/** What each change of a method leaves: a row, a letter to the owner, and the link in it. Joins the transaction. */
export type TellOfChange = (changed: Changed, at: Date) => Promise<{ owner: KnownAccount; undoUrl: string }>;

type Needs = {
  account: Pick<AccountPort, "account" | "linkToUndo" | "appName">;
  activity: Pick<LoginActivityPort, "record">;
  outbox: Outbox;
};

export const tellOfChange =
  ({ account, activity, outbox }: Needs): TellOfChange =>
  async ({ accountId, origin, kind, method, change, ...what }, at) => {
    const owner = await account.account(accountId);
    if (!owner) throw unauthenticated();
    await activity.record({ kind, accountId, method }, origin, at);
    const undoUrl = await account.linkToUndo({ accountId, change }, at);
    const app = account.appName(origin.client.appId);
    const letter = methodChangeLetter({ ...what, origin, app, at, undoUrl, locale: owner.locale });
    await outbox.put({ channel: "MAIL", to: owner.email, ...letter, staleAt: later(at, DAY) }, at);
    return { owner, undoUrl };
  };
