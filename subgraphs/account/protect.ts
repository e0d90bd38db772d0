import { DAY, later, type Clock } from "../kernel/clock.ts";
import type { Outbox } from "../kernel/outbox.ts";
import type { Viewer } from "../kernel/viewer.ts";
import { SEASONED_MS, type Origin } from "../kernel/vocabulary.ts";
import type { ChallengePort } from "../challenge/port.ts";
import type { LoginActivityPort } from "../login-activity/port.ts";
import type { TrustedDevicePort } from "../trusted-device/port.ts";
import type { AccountPort } from "./port.ts";
import { protectedLetter } from "./protected.mail.ts";

/** Something that succeeded and was not its owner's: all that was begun or changed since goes, and that installation's trust. */
export type Disowned = { since: Date; installationId: string | null };

/** "It was not me." `saidBy`: the session, a link that was mailed, or a limit that spoke for the owner. */
export type Alarm = {
  accountId: string;
  saidBy: Viewer | "MAILED_LINK" | "LIMIT";
  disowned: Disowned | null;
  origin: Partial<Origin>;
};

export type AccountSecured = { kind: "AccountSecured"; sessionsEnded: number };

/** What every way of saying it does, in the transaction of who heard it. Said again it does what is left to do. */
export type Protect = (alarm: Alarm) => Promise<AccountSecured>;

type Needs = {
  account: Pick<
    AccountPort,
    "account" | "markProtected" | "undoSince" | "endSessions" | "linkToReset" | "stopHeldReset"
  >;
  challenge: Pick<ChallengePort, "twoStepOf" | "close" | "restore">;
  devices: Pick<TrustedDevicePort, "trustedOf" | "trustedSince" | "endTrustSince" | "silence">;
  activity: Pick<LoginActivityPort, "record">;
  outbox: Outbox;
  now: Clock;
};

const LETTER_LIFE_MS = DAY;

export const protect =
  (needs: Needs): Protect =>
  async ({ accountId, saidBy, disowned, origin }) => {
    const { account, challenge, devices, activity, outbox, now } = needs;
    const at = now();
    // As it was when it was said: what is undone may turn it on again.
    const { enabledAt } = await challenge.twoStepOf(accountId);
    const undone = disowned ? await undo(needs, { accountId, disowned, origin }, at) : 0;
    await challenge.close({ accountId }, "CANCELLED", at);

    const vouching = enabledAt === null || saidBy === "MAILED_LINK" ? [] : await devices.trustedOf(accountId, at);
    const own = typeof saidBy === "string" || !vouching.includes(saidBy.installationId) ? null : saidBy;
    if (own) await stopHeldReset(needs, own, at);
    const scopes = [
      { except: { installationIds: vouching } },
      ...(disowned ? [{ only: { begunSince: disowned.since }, except: { sessionId: own?.sessionId } }] : []),
    ];
    const ended = [];
    for (const scope of scopes)
      ended.push(...(await account.endSessions({ accountId, ...scope }, "ACCOUNT_PROTECTED", at)));
    await devices.silence(
      accountId,
      ended.map(({ installationId }) => installationId),
    );

    const isFirst = await account.markProtected(accountId, own?.installationId ?? null, at);
    if (isFirst) await activity.record({ kind: "ACCOUNT_PROTECTED", accountId }, origin, at);
    const whose = await account.account(accountId);
    // To the address that it has now: one that was changed since has been restored.
    if (whose && (isFirst || undone > 0)) {
      const letter = protectedLetter({ url: await account.linkToReset(accountId, at), at, locale: whose.locale });
      await outbox.put({ channel: "MAIL", to: whose.email, ...letter, staleAt: later(at, LETTER_LIFE_MS) }, at);
    }
    return { kind: "AccountSecured", sessionsEnded: ended.length };
  };

/** On a device of three days or more: whoever took the account over yesterday can't keep its owner out. */
const stopHeldReset = async ({ account, devices }: Needs, { accountId, installationId }: Viewer, at: Date) => {
  const since = await devices.trustedSince(accountId, installationId, at);
  if (since && later(since, SEASONED_MS) <= at) await account.stopHeldReset(accountId, at);
};

/** Takes back what was changed since, the newest first, so that what was there at the beginning is what stays; how much it was. */
const undo = async (
  { account, challenge, devices, activity }: Needs,
  { accountId, disowned: { since, installationId }, origin }: Omit<Alarm, "saidBy"> & { disowned: Disowned },
  at: Date,
): Promise<number> => {
  await devices.endTrustSince(accountId, since, installationId, at);
  const changes = await account.undoSince(accountId, since, at);
  for (const change of changes) {
    await challenge.restore(accountId, change, at);
    await activity.record({ kind: "CHANGE_UNDONE", accountId }, origin, at);
  }
  return changes.length;
};
