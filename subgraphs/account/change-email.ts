import { DAY, later, type Clock } from "../kernel/clock.ts";
import type { Transact } from "../kernel/mongo.ts";
import type { Outbox } from "../kernel/outbox.ts";
import { badInput, unauthenticated } from "../kernel/refusal.ts";
import type { Viewer } from "../kernel/viewer.ts";
import type { ChallengeStatus } from "../kernel/vocabulary.ts";
import type { ChallengePort, Redeemed, TypedCode } from "../challenge/port.ts";
import type { LoginActivityPort } from "../login-activity/port.ts";
import type { TrustedDevicePort } from "../trusted-device/port.ts";
import type { Account, Accounts } from "./account.ts";
import { emailChangedLetter } from "./email-changed.mail.ts";
import type { AccountPort } from "./port.ts";
import type { ResetLinks } from "./reset-link.ts";
import { originOf, type Sessions } from "./session.ts";

export type FlowStarted = { kind: "FlowStarted"; ticket: string; challenge: { ticket: string }; notice: string | null };
export type Confirmed = { kind: "Confirmed"; account: Account; deviceToken: string | null };
export type ConfirmResult = Confirmed | Exclude<Redeemed, { kind: "Redeemed" }>;

type Needs = {
  accounts: Accounts;
  sessions: Pick<Sessions, "byIds">;
  resetLinks: Pick<ResetLinks, "voidAll">;
  account: Pick<AccountPort, "requireFresh" | "linkToUndo" | "appName">;
  challenge: Pick<ChallengePort, "ask" | "redeem" | "close">;
  devices: Pick<TrustedDevicePort, "reachOf">;
  activity: Pick<LoginActivityPort, "record" | "locate">;
  outbox: Outbox;
  transact: Transact;
  now: Clock;
};

const LETTER_LIFE_MS = DAY;

const actorOf = async ({ accounts, sessions, activity }: Needs, viewer: Viewer, ip: string) => {
  const [[account], [session]] = await Promise.all([
    accounts.byIds([viewer.accountId]),
    sessions.byIds([viewer.sessionId]),
  ]);
  if (!account || !session) throw unauthenticated();
  return { account, origin: originOf(session, ip, await activity.locate(ip)) };
};

/** Mails a code to the new address; one that is taken gets a letter instead, and the same answer. */
export const changeEmail =
  (needs: Needs) =>
  async (viewer: Viewer, newEmail: string, ip: string): Promise<FlowStarted> => {
    const { accounts, challenge, devices, transact, now } = needs;
    const at = now();
    await needs.account.requireFresh(viewer, at);
    const { account, origin } = await actorOf(needs, viewer, ip);
    if (newEmail === account.email) throw badInput("newEmail", "is the address that this account has.");
    const isTaken = (await accounts.byEmail(newEmail)) !== null;
    const facts = { account: { ...account, email: newEmail }, reach: await devices.reachOf(account.id, at) };
    const question = { purpose: "CHANGE_EMAIL" as const, facts, origin, methodOrder: ["EMAIL" as const], isTaken };
    const { ticket } = await transact(() => challenge.ask({ ...question, sessionId: viewer.sessionId }, at));
    return { kind: "FlowStarted", ticket, challenge: { ticket }, notice: null };
  };

/** The code that was mailed to the new address, in the session that asked for it. The old address is told, and can undo it. */
export const confirmEmailChange =
  (needs: Needs) =>
  async (viewer: Viewer, typed: TypedCode, ip: string): Promise<ConfirmResult> => {
    const { challenge, activity, transact, now } = needs;
    const { account, origin } = await actorOf(needs, viewer, ip);
    const flow = { purpose: "CHANGE_EMAIL" as const, sessionId: viewer.sessionId };
    const redeemed = await challenge.redeem(typed, flow, activity, now());
    if (redeemed.kind !== "Redeemed") return redeemed;
    return transact(() => move(needs, { account, origin, newEmail: redeemed.email }));
  };

type Move = { account: Account; origin: ReturnType<typeof originOf>; newEmail: string };

const move = async (needs: Needs, { account, origin, newEmail }: Move): Promise<ConfirmResult> => {
  const { accounts, resetLinks, challenge, activity, outbox, now } = needs;
  const at = now();
  const { id: accountId, email: previousEmail } = account;
  if (!(await accounts.changeEmail(accountId, previousEmail, newEmail))) return closed("CANCELLED");
  const change = { kind: "EMAIL_CHANGED" as const, previousEmail };
  const undoUrl = await needs.account.linkToUndo({ accountId, change }, at);
  // What was mailed to the old address must open nothing any more.
  await resetLinks.voidAll(accountId, at);
  await challenge.close({ accountId }, "CANCELLED", at);
  await activity.record({ kind: "EMAIL_CHANGED", accountId, method: "EMAIL" }, origin, at);
  for (const to of [previousEmail, newEmail]) {
    const letter = emailChangedLetter({
      ...{ newEmail, origin, app: needs.account.appName(origin.client.appId), at, locale: account.locale },
      undoUrl: to === previousEmail ? undoUrl : null,
    });
    await outbox.put({ channel: "MAIL", to, ...letter, staleAt: later(at, LETTER_LIFE_MS) }, at);
  }
  return { kind: "Confirmed", account: { ...account, email: newEmail }, deviceToken: null };
};

const closed = (status: ChallengeStatus): ConfirmResult => ({
  kind: "ChallengeClosed",
  message: "This address can't be used any more. Begin again.",
  status,
});
