import { DAY, later, type Clock } from "../kernel/clock.ts";
import { maskEmail } from "../kernel/email.ts";
import type { Transact } from "../kernel/mongo.ts";
import type { Outbox } from "../kernel/outbox.ts";
import type { Secrets } from "../kernel/secret.ts";
import type { Viewer } from "../kernel/viewer.ts";
import type { Origin } from "../kernel/vocabulary.ts";
import type { AccountPort, KnownAccount } from "../account/port.ts";
import type { LoginActivityPort } from "../login-activity/port.ts";
import type { TrustedDevicePort } from "../trusted-device/port.ts";
import { originOf } from "./acting.ts";
import type { Challenges } from "./challenge.ts";
import { aboutOf } from "./held.ts";
import { methodWords } from "./method.words.ts";
import { maskNumber, type MobileNumber, type Phones } from "./phone.ts";
import type { Settle } from "./settle.ts";
import {
  challengeClosed,
  type ChallengeClosed,
  type CodeIncorrect,
  type TakeCode,
  type TypedCode,
} from "./take-code.ts";
import type { TellOfChange } from "./tell-of-change.ts";
import type { TwoSteps } from "./two-step.ts";
import type { TurnOn } from "./two-step-verification.ts";

export type Confirmed = { kind: "Confirmed"; account: { id: string }; deviceToken: string | null };
export type ConfirmResult = Confirmed | CodeIncorrect | ChallengeClosed;

/** Counts an SMS that is sent whatever the limits say. */
export type CountSms = (to: { accountId: string; ip: string; phone: MobileNumber }, at: Date) => Promise<void>;

type Needs = {
  phones: Phones;
  challenges: Pick<Challenges, "withdraw">;
  twoSteps: Pick<TwoSteps, "of">;
  takeCode: TakeCode;
  settle: Settle;
  turnOn: TurnOn;
  tellOfChange: TellOfChange;
  countSms: CountSms;
  account: Pick<AccountPort, "clientApp" | "offersTwoStep">;
  devices: Pick<TrustedDevicePort, "describe">;
  activity: Pick<LoginActivityPort, "locate">;
  secrets: Secrets;
  outbox: Outbox;
  transact: Transact;
  now: Clock;
};

/** The code that went to the new number. Only now does it take the place of the old one. */
export const confirmPhoneNumber =
  (needs: Needs) =>
  async (viewer: Viewer, typed: TypedCode, ip: string): Promise<ConfirmResult> => {
    const { phones, takeCode, settle, turnOn, secrets, transact, now } = needs;
    const { accountId, sessionId } = viewer;
    const taken = await takeCode(typed, { purpose: "CONFIRM_PHONE", sessionId }, now());
    if (taken.kind !== "RightCode") return taken;
    const number = aboutOf(secrets, taken.challenge) as MobileNumber | null;
    const origin = await originOf(needs, viewer, ip);
    return transact(async () => {
      const isFirst = number !== null && (await settle(taken.challenge, "COMPLETED", now()));
      if (!isFirst) return challengeClosed("COMPLETED");
      const previous = await phones.of(accountId);
      if (previous?.number !== number.number) await replace(needs, { accountId, origin, previous, number });
      const turned = !previous && (await startsWithPhone(needs, viewer)) ? await turnOn(viewer, origin) : null;
      return { kind: "Confirmed", account: { id: accountId }, deviceToken: turned?.deviceToken ?? null };
    });
  };

/** Promise 19: an app whose people prove themselves by phone turns two-step verification on by the first number. */
const startsWithPhone = async ({ twoSteps, account }: Needs, { accountId, appId }: Viewer): Promise<boolean> => {
  const [first] = account.clientApp(appId)?.verificationMethods ?? [];
  if (first !== "AUTHENTICATOR" && first !== "SMS") return false;
  const { enabledAt } = await twoSteps.of(accountId);
  return enabledAt === null && account.offersTwoStep(appId, accountId);
};

type Replacing = { accountId: string; origin: Origin; previous: MobileNumber | null; number: MobileNumber };

const replace = async (needs: Needs, { accountId, origin, previous, number }: Replacing): Promise<void> => {
  const { phones, challenges, tellOfChange, now } = needs;
  const at = now();
  await phones.set(accountId, { ...number, confirmedAt: at });
  // What went to the old number is no proof any more.
  if (previous) await challenges.withdraw(accountId, "SMS", false, at);
  const { owner, undoUrl } = await tellOfChange(
    {
      ...{ accountId, origin, method: "SMS", also: null },
      ...(previous ? { kind: "PHONE_CHANGED", what: "phoneChanged" } : { kind: "METHOD_ADDED", what: "phoneAdded" }),
      change: { kind: "PHONE_CHANGED", previousNumber: previous?.number ?? null, removedAuthenticatorIds: [] },
      detail: (say) => ({ label: say("number"), value: maskNumber(number) }),
    },
    at,
  );
  await tellNumbers(needs, { owner, undoUrl, origin, previous, number }, at);
};

type Told = Omit<Replacing, "accountId"> & { owner: KnownAccount; undoUrl: string };

/** Both hear of it: whoever lost the old one, and whoever may not know why codes come. Only the old one may undo it. */
const tellNumbers = async (
  { outbox, countSms }: Needs,
  { owner, undoUrl: url, origin: { ip }, previous, number }: Told,
  at: Date,
): Promise<void> => {
  const say = methodWords(owner.locale);
  const email = maskEmail(owner.email);
  const messages = [
    { phone: number, text: say("smsAdded", { email }) },
    ...(previous ? [{ phone: previous, text: say("smsGone", { email, url }) }] : []),
  ];
  for (const { phone, text } of messages) {
    await countSms({ accountId: owner.id, ip, phone }, at);
    await outbox.put({ channel: "SMS", to: phone.number, subject: "", text, staleAt: later(at, DAY) }, at);
  }
};
