import type { Clock } from "../kernel/clock.ts";
import { forbidden, notFound } from "../kernel/refusal.ts";
import type { Viewer } from "../kernel/viewer.ts";
import type { Origin } from "../kernel/vocabulary.ts";
import type { ChallengePort } from "../challenge/port.ts";
import type { TrustedDevicePort } from "../trusted-device/port.ts";
import type { Activities, LoginActivity } from "./activity.ts";
import type { AnswerActivity } from "./answer-activity.ts";
import type { LoginActivityPort } from "./port.ts";

type Needs = {
  activities: Activities;
  answerActivity: AnswerActivity;
  challenge: Pick<ChallengePort, "twoStepOf">;
  devices: Pick<TrustedDevicePort, "isTrusted" | "describe">;
  activity: Pick<LoginActivityPort, "locate">;
  now: Clock;
};

/** Of one's own row, from a trusted device, or with two-step verification off from any session. */
export const answerLoginActivity = (needs: Needs) => {
  const { activities, challenge, devices, activity, now } = needs;

  const actingFrom = async (viewer: Viewer, ip: string): Promise<Origin> => {
    const { accountId, installationId, appId, appVersion } = viewer;
    const [device, location] = await Promise.all([devices.describe(accountId, installationId), activity.locate(ip)]);
    return { client: { appId, appVersion, installationId, device }, ip, location, risks: [] };
  };

  return async (viewer: Viewer, activityId: string, wasMe: boolean, ip: string): Promise<LoginActivity> => {
    const { accountId, installationId } = viewer;
    const [row] = await activities.byIds([activityId]);
    if (row?.accountId !== accountId) throw notFound("login activity");
    const { enabledAt } = await challenge.twoStepOf(accountId);
    if (enabledAt && !(await devices.isTrusted(accountId, installationId, now())))
      throw forbidden("Only a session on a trusted device answers for the account.");

    const origin = await actingFrom(viewer, ip);
    await needs.answerActivity({ row, accountId, wasMe, saidBy: viewer }, origin);
    return (await activities.byIds([activityId]))[0] ?? row;
  };
};
