import { DAY, later, type Clock } from "../kernel/clock.ts";
import type { Transact } from "../kernel/mongo.ts";
import type { Outbox } from "../kernel/outbox.ts";
import { unauthenticated } from "../kernel/refusal.ts";
import type { Viewer } from "../kernel/viewer.ts";
import type { Origin } from "../kernel/vocabulary.ts";
import type { AccountPort } from "../account/port.ts";
import type { LoginActivityPort } from "../login-activity/port.ts";
import type { TrustedDevicePort } from "../trusted-device/port.ts";
import type { Ask } from "./ask.ts";
import { originOf } from "./acting.ts";
import { outsideFactsOf } from "./facts.ts";
import type { SettleAll, Settle } from "./settle.ts";
import {
  challengeClosed,
  type ChallengeClosed,
  type CodeIncorrect,
  type TakeCode,
  type TypedCode,
} from "./take-code.ts";
import type { TwoSteps } from "./two-step.ts";
import { twoStepLetter, type Turned } from "./two-step.mail.ts";

export type TwoStepEnabled = {
  kind: "TwoStepEnabled";
  loginSecurity: { accountId: string };
  deviceToken: string | null;
};
export type FlowStarted = { kind: "FlowStarted"; ticket: string; challenge: { ticket: string }; notice: string | null };
export type TwoStepNotAvailable = { kind: "TwoStepNotAvailable"; message: string };
export type EnableTwoStepResult = TwoStepEnabled | FlowStarted | TwoStepNotAvailable | CodeIncorrect | ChallengeClosed;

type Needs = {
  twoSteps: TwoSteps;
  ask: Ask;
  takeCode: TakeCode;
  settle: Settle;
  settleAll: SettleAll;
  account: AccountPort;
  devices: TrustedDevicePort;
  activity: LoginActivityPort;
  outbox: Outbox;
  transact: Transact;
  now: Clock;
};

/** Turns it on; the first time, and on an installation that was not trusted before, a mailed code is asked first. */
export const enableTwoStepVerification =
  (needs: Needs) =>
  async (viewer: Viewer, ip: string): Promise<EnableTwoStepResult> => {
    const { twoSteps, ask, account, devices, transact, now } = needs;
    const at = now();
    await account.requireFresh(viewer, at);
    const twoStep = await twoSteps.of(viewer.accountId);
    if (twoStep.enabledAt) return { kind: "TwoStepEnabled", loginSecurity: viewer, deviceToken: null };
    if (!(await account.offersTwoStep(viewer.appId, viewer.accountId))) return notAvailable();
    const origin = await originOf(needs, viewer, ip);
    if (twoStep.firstEnabledAt && (await devices.wasTrusted(viewer.accountId, viewer.installationId)))
      return turnOn(needs, viewer, origin);

    const facts = await outsideFactsOf({ account, devices }, viewer.accountId, at);
    if (!facts) throw unauthenticated();
    const question = { purpose: "ENABLE_TWO_STEP" as const, facts, origin, methodOrder: ["EMAIL" as const] };
    const { ticket } = await transact(() => ask({ ...question, sessionId: viewer.sessionId }, at));
    return { kind: "FlowStarted", ticket, challenge: { ticket }, notice: null };
  };

const notAvailable = (): TwoStepNotAvailable => ({
  kind: "TwoStepNotAvailable",
  message: "The roll-out of two-step verification has not reached this account yet. See availability.",
});

/** The mailed code of that flow, in the session that began it. */
export const confirmTwoStepVerification =
  (needs: Needs) =>
  async (viewer: Viewer, typed: TypedCode, ip: string): Promise<EnableTwoStepResult> => {
    const { takeCode, settle, account, transact, now } = needs;
    const taken = await takeCode(typed, { purpose: "ENABLE_TWO_STEP", sessionId: viewer.sessionId }, now());
    if (taken.kind !== "RightCode") return taken;
    // The batch may have been made smaller while the code was on its way.
    if (!(await account.offersTwoStep(viewer.appId, viewer.accountId))) return notAvailable();
    const origin = await originOf(needs, viewer, ip);
    return transact(async () => {
      const isFirst = await settle(taken.challenge, "COMPLETED", now());
      return isFirst ? turnOn(needs, viewer, origin) : challengeClosed("COMPLETED");
    });
  };

/** Turns it on, and trusts the installation that does. Joins the transaction. */
export type TurnOn = (viewer: Viewer, origin: Origin) => Promise<TwoStepEnabled>;

export const turnOn = (needs: Needs, viewer: Viewer, origin: Origin): Promise<TwoStepEnabled> => {
  const { twoSteps, settleAll, account, devices, activity, transact, now } = needs;
  const { accountId } = viewer;
  const at = now();
  return transact(async () => {
    const isFirst = await twoSteps.enable(accountId, viewer.installationId, at);
    if (!isFirst) return { kind: "TwoStepEnabled", loginSecurity: { accountId }, deviceToken: null };
    const visitor = { accountId, client: origin.client, location: origin.location };
    const { deviceToken } = await devices.arrive(visitor, { trusts: true, deviceToken: null }, at);
    await account.forgetSecurityQuestion(accountId);
    await settleAll({ accountId }, "CANCELLED", at);
    await activity.record({ kind: "TWO_STEP_ENABLED", accountId }, origin, at);
    await activity.record({ kind: "DEVICE_TRUSTED", accountId }, origin, at);
    await tell(needs, accountId, { isOn: true, origin }, at);
    return { kind: "TwoStepEnabled", loginSecurity: { accountId }, deviceToken };
  });
};

/** Turns it off: trust ends with it, and so do the sessions of the devices that were trusted, but for the viewer's own. */
export const disableTwoStepVerification =
  (needs: Needs) =>
  async (viewer: Viewer, ip: string): Promise<{ accountId: string }> => {
    const { twoSteps, settleAll, account, devices, activity, transact, now } = needs;
    const { accountId } = viewer;
    const at = now();
    await account.requireFresh(viewer, at);
    const origin = await originOf(needs, viewer, ip);
    await transact(async () => {
      const { enabledBy } = await twoSteps.of(accountId);
      if (!(await twoSteps.disable(accountId))) return;
      const installationIds = await devices.endTrust(accountId, at);
      await account.endSessions(
        { accountId, only: { installationIds }, except: { sessionId: viewer.sessionId } },
        "DEVICE_REMOVED",
        at,
      );
      await settleAll({ accountId }, "CANCELLED", at);
      await activity.record({ kind: "TWO_STEP_DISABLED", accountId }, origin, at);
      const undoUrl = await account.linkToUndo({ accountId, change: { kind: "TWO_STEP_DISABLED", enabledBy } }, at);
      await tell(needs, accountId, { isOn: false, undoUrl, origin }, at);
    });
    return { accountId };
  };

const tell = async (
  { account, outbox }: Needs,
  accountId: string,
  turned: Turned & { origin: Origin },
  at: Date,
): Promise<void> => {
  const whose = await account.account(accountId);
  if (!whose) return;
  const app = account.appName(turned.origin.client.appId);
  const letter = twoStepLetter({ ...turned, app, at, locale: whose.locale });
  await outbox.put({ channel: "MAIL", to: whose.email, ...letter, staleAt: later(at, DAY) }, at);
};
