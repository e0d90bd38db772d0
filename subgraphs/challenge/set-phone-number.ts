import type { Clock } from "../kernel/clock.ts";
import type { Transact } from "../kernel/mongo.ts";
import { badInput, rateLimited, unauthenticated } from "../kernel/refusal.ts";
import type { Viewer } from "../kernel/viewer.ts";
import type { AccountPort } from "../account/port.ts";
import type { LoginActivityPort } from "../login-activity/port.ts";
import type { TrustedDevicePort } from "../trusted-device/port.ts";
import { originOf } from "./acting.ts";
import type { Ask } from "./ask.ts";
import { outsideFactsOf } from "./facts.ts";
import { methodWords } from "./method.words.ts";
import { parseMobileNumber } from "./phone.ts";
import type { FlowStarted } from "./two-step-verification.ts";

type Needs = {
  ask: Ask;
  account: Pick<AccountPort, "account" | "requireFresh">;
  devices: Pick<TrustedDevicePort, "describe" | "reachOf">;
  activity: Pick<LoginActivityPort, "locate">;
  transact: Transact;
  now: Clock;
};

/** `locale`: in which the notice is said. */
type Asked = { typed: string; ip: string; locale: string };

/** Sends a code to the new number. What it says beforehand is promise 27: losing the number may mean losing the account. */
export const setPhoneNumber =
  (needs: Needs) =>
  async (viewer: Viewer, { typed, ip, locale }: Asked): Promise<FlowStarted> => {
    const { ask, account, devices, transact, now } = needs;
    const at = now();
    await account.requireFresh(viewer, at);
    const about = await parseMobileNumber(typed);
    if (!about) throw badInput("phoneNumber", "is not a mobile number in E.164, such as +4915112345678.");
    const [origin, facts] = await Promise.all([
      originOf(needs, viewer, ip),
      outsideFactsOf({ account, devices }, viewer.accountId, at),
    ]);
    if (!facts) throw unauthenticated();

    const question = { purpose: "CONFIRM_PHONE" as const, facts, origin, methodOrder: ["SMS" as const], about };
    const { ticket } = await transact(async () => {
      const asked = await ask({ ...question, sessionId: viewer.sessionId }, at);
      if (!asked.isSent) throw rateLimited("No more SMS for now, to this number or from this account or network.");
      return asked;
    });
    const notice = methodWords(locale)("losingIt");
    return { kind: "FlowStarted", ticket, challenge: { ticket }, notice };
  };
