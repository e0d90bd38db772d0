import type { Clock } from "../kernel/clock.ts";
import type { Transact } from "../kernel/mongo.ts";
import { quoted } from "../kernel/letter.ts";
import type { Secrets } from "../kernel/secret.ts";
import type { Viewer } from "../kernel/viewer.ts";
import type { LoginActivityPort } from "../login-activity/port.ts";
import type { TrustedDevicePort } from "../trusted-device/port.ts";
import { originOf } from "./acting.ts";
import type { Authenticators, NewAuthenticator } from "./authenticator.ts";
import type { Judge } from "./code.ts";
import type { ConfirmResult } from "./confirm-phone-number.ts";
import { aboutOf } from "./held.ts";
import type { Settle } from "./settle.ts";
import { challengeClosed, type TakeCode, type TypedCode } from "./take-code.ts";
import type { TellOfChange } from "./tell-of-change.ts";
import { secondsOff, stepOfCode } from "./totp.ts";

/** Of the app that is about to be set up: its code proves that the secret arrived there, and that its clock is right. */
export const judgeSetup =
  (secrets: Secrets): Judge =>
  (challenge, code, _method, at) => {
    const setup = aboutOf(secrets, challenge) as NewAuthenticator | null;
    if (!setup) return Promise.resolve({ is: "WRONG", hint: null });
    const secret = secrets.open("totp", setup.sealedSecret, setup.id);
    if (stepOfCode(secret, code, at) !== null) return Promise.resolve({ is: "RIGHT", method: "AUTHENTICATOR" });
    return Promise.resolve({ is: "WRONG", hint: clockHint(secondsOff(secret, code, at)) });
  };

const clockHint = (seconds: number | null): string | null =>
  seconds === null
    ? null
    : `The clock of the app's device is about ${Math.abs(seconds)} seconds ${seconds > 0 ? "ahead" : "behind"}: set it to automatic.`;

type Needs = {
  authenticators: Authenticators;
  /** With `judgeSetup`. */
  takeCode: TakeCode;
  settle: Settle;
  tellOfChange: TellOfChange;
  devices: Pick<TrustedDevicePort, "describe">;
  activity: Pick<LoginActivityPort, "locate">;
  secrets: Secrets;
  transact: Transact;
  now: Clock;
};

/** The first code of the new app. It is used up by this: it opens nothing else. */
export const confirmAuthenticator =
  (needs: Needs) =>
  async (viewer: Viewer, typed: TypedCode, ip: string): Promise<ConfirmResult> => {
    const { authenticators, takeCode, settle, tellOfChange, secrets, transact, now } = needs;
    const { accountId, sessionId } = viewer;
    const at = now();
    const taken = await takeCode(typed, { purpose: "CONFIRM_AUTHENTICATOR", sessionId }, at);
    if (taken.kind !== "RightCode") return taken;
    const setup = aboutOf(secrets, taken.challenge) as NewAuthenticator | null;
    const lastStep = setup && stepOfCode(secrets.open("totp", setup.sealedSecret, setup.id), typed.code, at);
    const origin = await originOf(needs, viewer, ip);
    return transact(async () => {
      if (!setup || lastStep === null || !(await settle(taken.challenge, "COMPLETED", now())))
        return challengeClosed("COMPLETED");
      await authenticators.add({ ...setup, accountId, addedAt: at, lastUsedAt: null, lastStep, lastChallengeId: null });
      await tellOfChange(
        {
          ...{ accountId, origin, kind: "METHOD_ADDED", method: "AUTHENTICATOR", what: "appAdded", also: null },
          change: { kind: "METHOD_ADDED", method: "AUTHENTICATOR", authenticatorId: setup.id },
          detail: (say) => ({ label: say("app"), value: quoted(setup.name) }),
        },
        at,
      );
      return { kind: "Confirmed", account: { id: accountId }, deviceToken: null };
    });
  };
