import { DAY, later } from "../kernel/clock.ts";
import { quoted } from "../kernel/letter.ts";
import type { AppName } from "../kernel/letter-facts.ts";
import { placeIn } from "../kernel/location-notice.ts";
import type { Outbox } from "../kernel/outbox.ts";
import type { Origin } from "../kernel/vocabulary.ts";
import type { LoginActivityPort } from "../login-activity/port.ts";
import type { TrustedDevicePort } from "../trusted-device/port.ts";
import type { KnownAccount } from "./account.ts";
import { newSignInLetter } from "./new-sign-in.mail.ts";
import { newSignInWords } from "./new-sign-in.words.ts";

/** A sign-in with its row of the activity. */
export type Seen = {
  account: Pick<KnownAccount, "id" | "email" | "locale">;
  origin: Origin;
  isNewDevice: boolean;
  activityId: string;
};

type Needs = {
  devices: Pick<TrustedDevicePort, "reachOf">;
  activity: Pick<LoginActivityPort, "isConfirmed" | "linkToAnswer">;
  appName: AppName;
  outbox: Outbox;
};

/** Long enough for any outage of a mail server; after that the news is in the activity. */
const LIFE_MS = DAY;

/**
 * A new device, or a new country, is mailed with the question whether it was the owner; a new device is pushed to every trusted
 * one as well. A device that the owner has called theirs is not new any more. Joins the transaction.
 */
export const tellOfSignIn =
  ({ devices, activity, appName, outbox }: Needs) =>
  async ({ account, origin, isNewDevice: isFirstVisit, activityId }: Seen, at: Date): Promise<void> => {
    const { id: accountId, email, locale } = account;
    const { appId, installationId, device } = origin.client;
    const isNewDevice = isFirstVisit && !(await activity.isConfirmed(accountId, installationId));
    if (!isNewDevice && !origin.risks.includes("NEW_COUNTRY")) return;

    const answerUrl = await activity.linkToAnswer({ accountId, activityId }, at);
    const staleAt = later(at, LIFE_MS);
    const letter = newSignInLetter({ origin, app: appName(appId), at, locale, isNewDevice, answerUrl });
    await outbox.put({ channel: "MAIL", to: email, ...letter, staleAt }, at);
    if (!isNewDevice) return;

    const say = newSignInWords(locale);
    const subject = say("subject");
    const text = say("push", { device: quoted(device.name), place: placeIn(locale, origin.location) });
    const { pushTokens } = await devices.reachOf(accountId, at, installationId);
    for (const { token } of pushTokens)
      await outbox.put({ channel: "PUSH", to: token, subject, text, data: { activityId, accountId }, staleAt }, at);
  };
