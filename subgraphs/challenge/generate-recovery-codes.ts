import type { Clock } from "../kernel/clock.ts";
import type { Transact } from "../kernel/mongo.ts";
import type { Secrets } from "../kernel/secret.ts";
import { newRecoveryCode, parseRecoveryCode } from "../kernel/typed-code.ts";
import type { Viewer } from "../kernel/viewer.ts";
import type { AccountPort } from "../account/port.ts";
import type { LoginActivityPort } from "../login-activity/port.ts";
import type { TrustedDevicePort } from "../trusted-device/port.ts";
import { originOf } from "./acting.ts";
import { recoveryCodeDigest, type RecoveryCodes } from "./recovery-codes.ts";
import type { TellOfChange } from "./tell-of-change.ts";

type Needs = {
  recoveryCodes: RecoveryCodes;
  tellOfChange: TellOfChange;
  account: Pick<AccountPort, "requireFresh">;
  devices: Pick<TrustedDevicePort, "describe">;
  activity: Pick<LoginActivityPort, "locate">;
  secrets: Secrets;
  transact: Transact;
  now: Clock;
};

const CODES = 10;

/** A new set, readable in this answer and never again; the old one is void. */
export const generateRecoveryCodes =
  (needs: Needs) =>
  async (viewer: Viewer, ip: string): Promise<string[]> => {
    const { recoveryCodes, tellOfChange, account, secrets, transact, now } = needs;
    const { accountId } = viewer;
    const at = now();
    await account.requireFresh(viewer, at);
    const origin = await originOf(needs, viewer, ip);
    const codes = Array.from({ length: CODES }, newRecoveryCode);
    const digests = codes.map((code) => recoveryCodeDigest(secrets, accountId, parseRecoveryCode(code) ?? ""));
    await transact(async () => {
      await recoveryCodes.replace(accountId, digests, at);
      await tellOfChange(
        {
          ...{ accountId, origin, kind: "RECOVERY_CODES_MADE", method: "RECOVERY_CODE", what: "codesMade" },
          change: { kind: "METHOD_ADDED", method: "RECOVERY_CODE", authenticatorId: null },
          detail: null,
          also: "oldCodesVoid",
        },
        at,
      );
    });
    return codes;
  };
