import type { Clock } from "../kernel/clock.ts";
import type { Transact } from "../kernel/mongo.ts";
import type { Viewer } from "../kernel/viewer.ts";
import type { Origin } from "../kernel/vocabulary.ts";
import type { Protect } from "../account/port.ts";
import type { LoginActivityPort } from "../login-activity/port.ts";
import type { TrustedDevicePort } from "../trusted-device/port.ts";
import { statusAt, type Challenge, type Challenges } from "./challenge.ts";
import { requestFor, verificationSettled, type VerificationSettled } from "./request.ts";
import type { Settle } from "./settle.ts";
import { challengeClosed, type ChallengeClosed } from "./take-code.ts";

export const DENIAL_REASONS = ["CANCELLED", "NOT_ME"] as const;
export type DenialReason = (typeof DENIAL_REASONS)[number];

export type Denial = { requestId: string; reason: DenialReason; ip: string };

type Needs = {
  challenges: Challenges;
  devices: Pick<TrustedDevicePort, "trustedSince" | "describe">;
  settle: Settle;
  protect: Protect;
  activity: Pick<LoginActivityPort, "record" | "locate">;
  transact: Transact;
  now: Clock;
};

/**
 * On a trusted device. The first answer wins, but NOT_ME takes back an approval until it was used. Of a request that ended
 * otherwise NOT_ME still protects the account: whoever asked knew the password, and ending the request must not silence it.
 */
export const denyVerification = (needs: Needs) => {
  const { challenges, devices, settle, protect, activity, transact, now } = needs;
  const request = requestFor(needs);

  const actingFrom = async (viewer: Viewer, ip: string): Promise<Origin> => {
    const { accountId, installationId, appId, appVersion } = viewer;
    const [device, location] = [await devices.describe(accountId, installationId), await activity.locate(ip)];
    return { client: { appId, appVersion, installationId, device }, ip, location, risks: [] };
  };

  const cancel = async (challenge: Challenge, at: Date) => {
    const isFirst = await settle(challenge, "DENIED", at, ["PENDING"]);
    const { accountId, origin } = challenge;
    if (isFirst) await activity.record({ kind: "VERIFICATION_DENIED", accountId }, origin, at);
    return isFirst;
  };

  const disown = async (challenge: Challenge, saidBy: Viewer, from: Origin, at: Date) => {
    const isFirst = await settle(challenge, "DENIED", at);
    const { accountId, origin } = challenge;
    const [current] = isFirst ? [] : await challenges.byIds([challenge.id]);
    // That one succeeded: it is disowned by its row of the activity, which takes back what was done since.
    if (current?.status === "COMPLETED") return false;
    if (isFirst) await activity.record({ kind: "VERIFICATION_NOT_ME", accountId }, origin, at);
    await protect({ accountId, saidBy, disowned: null, origin: from });
    return isFirst;
  };

  return async (viewer: Viewer, { requestId, reason, ip }: Denial): Promise<VerificationSettled | ChallengeClosed> => {
    const at = now();
    const challenge = await request(viewer, requestId, at);
    const from = await actingFrom(viewer, ip);
    const isFirst = await transact(() =>
      reason === "NOT_ME" ? disown(challenge, viewer, from, at) : cancel(challenge, at),
    );
    if (isFirst) return verificationSettled(challenge, "DENIED");
    const [current] = await challenges.byIds([challenge.id]);
    return challengeClosed(statusAt(current ?? challenge, at));
  };
};
