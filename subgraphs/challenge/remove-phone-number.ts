import { DAY, later, type Clock } from "../kernel/clock.ts";
import { maskEmail } from "../kernel/email.ts";
import type { Transact } from "../kernel/mongo.ts";
import type { Outbox } from "../kernel/outbox.ts";
import type { Viewer } from "../kernel/viewer.ts";
import type { AccountPort } from "../account/port.ts";
import type { LoginActivityPort } from "../login-activity/port.ts";
import type { TrustedDevicePort } from "../trusted-device/port.ts";
import { originOf } from "./acting.ts";
import { AUTHENTICATORS_NEED_PHONE, type Authenticators } from "./authenticator.ts";
import type { Challenges } from "./challenge.ts";
import type { CountSms } from "./confirm-phone-number.ts";
import { methodWords } from "./method.words.ts";
import { maskNumber, type Phones } from "./phone.ts";
import type { TellOfChange } from "./tell-of-change.ts";

type Needs = {
  phones: Phones;
  authenticators: Authenticators;
  challenges: Pick<Challenges, "withdraw">;
  tellOfChange: TellOfChange;
  countSms: CountSms;
  account: Pick<AccountPort, "requireFresh">;
  devices: Pick<TrustedDevicePort, "describe">;
  activity: Pick<LoginActivityPort, "locate" | "record">;
  outbox: Outbox;
  transact: Transact;
  now: Clock;
};

/** Turns codes by SMS off, and the authenticator apps with them. */
export const removePhoneNumber =
  (needs: Needs) =>
  async (viewer: Viewer, ip: string): Promise<void> => {
    const { phones, authenticators, challenges, tellOfChange, countSms, account, outbox, transact, now } = needs;
    const { accountId } = viewer;
    const at = now();
    await account.requireFresh(viewer, at);
    const origin = await originOf(needs, viewer, ip);
    await transact(async () => {
      const phone = await phones.of(accountId);
      if (!phone || !(await phones.remove(accountId))) return;
      const apps = AUTHENTICATORS_NEED_PHONE ? await authenticators.of(accountId) : [];
      const ids = apps.map(({ id }) => id);
      await authenticators.remove(accountId, ids, at);
      await challenges.withdraw(accountId, "SMS", true, at);
      if (ids.length > 0) {
        await challenges.withdraw(accountId, "AUTHENTICATOR", true, at);
        await needs.activity.record({ kind: "METHOD_REMOVED", accountId, method: "AUTHENTICATOR" }, origin, at);
      }
      const { owner, undoUrl: url } = await tellOfChange(
        {
          ...{ accountId, origin, kind: "METHOD_REMOVED", method: "SMS", what: "phoneRemoved" },
          change: { kind: "PHONE_CHANGED", previousNumber: phone.number, removedAuthenticatorIds: ids },
          detail: (say) => ({ label: say("number"), value: maskNumber(phone) }),
          also: ids.length > 0 ? "appsTooOff" : null,
        },
        at,
      );
      const text = methodWords(owner.locale)("smsGone", { email: maskEmail(owner.email), url });
      await countSms({ accountId, ip, phone }, at);
      await outbox.put({ channel: "SMS", to: phone.number, subject: "", text, staleAt: later(at, DAY) }, at);
    });
  };
