import { later, type Clock } from "../kernel/clock.ts";
import { unauthenticated } from "../kernel/refusal.ts";
import type { Viewer } from "../kernel/viewer.ts";
import type { LoginActivityPort } from "../login-activity/port.ts";
import type { TypedCode } from "../challenge/port.ts";
import type { TrustedDevicePort } from "../trusted-device/port.ts";
import type { Accounts } from "./account.ts";
import type { TryPassword } from "./password-step.ts";
import { refuseTooLong } from "./password.ts";
import { FRESH_AUTHENTICATION_MS, type Sessions } from "./session.ts";
import {
  invalidCredentials,
  passwordResetRequired,
  type InvalidCredentials,
  type PasswordResetRequired,
} from "./sign-in-result.ts";
import type { TooManyAttempts } from "./too-many-attempts.ts";

export type ReauthenticateResult =
  { kind: "Reauthenticated"; until: Date } | InvalidCredentials | PasswordResetRequired | TooManyAttempts;

export type Reauthentication = { password: string; verification: TypedCode | null; ip: string; network: string };

type Needs = {
  accounts: Accounts;
  sessions: Sessions;
  tryPassword: TryPassword;
  devices: Pick<TrustedDevicePort, "isTrusted">;
  activity: Pick<LoginActivityPort, "record" | "locate">;
  now: Clock;
};

/** Proves once more that the person is there: opens sensitive changes in this session for ten minutes. */
export const reauthenticate =
  ({ accounts, sessions, tryPassword, devices, activity, now }: Needs) =>
  async (viewer: Viewer, { password, ip, network }: Reauthentication): Promise<ReauthenticateResult> => {
    refuseTooLong(password, "password");
    const [account] = await accounts.byIds([viewer.accountId]);
    const [session] = await sessions.byIds([viewer.sessionId]);
    if (!account || !session) throw unauthenticated();
    const { email, passwordHash } = account;
    const isTrusted = await devices.isTrusted(account.id, viewer.installationId, now());
    const verdict = await tryPassword({ email, network, password, hash: passwordHash, isTrusted });
    const at = now();
    if (verdict !== "RIGHT") {
      const { appId, appVersion, installationId, device } = session;
      const origin = {
        client: { appId, appVersion, installationId, device },
        ip,
        location: await activity.locate(ip),
        risks: [],
      };
      await activity.record({ kind: "REAUTHENTICATION_FAILED", accountId: account.id }, origin, at);
      return verdict === "WRONG" ? invalidCredentials() : verdict;
    }
    if (account.protectedAt) return passwordResetRequired();
    await sessions.authenticated(session.id, at);
    return { kind: "Reauthenticated", until: later(at, FRESH_AUTHENTICATION_MS) };
  };
