import type { Clock } from "../kernel/clock.ts";
import { unauthenticated } from "../kernel/refusal.ts";
import type { Viewer } from "../kernel/viewer.ts";
import type { Origin } from "../kernel/vocabulary.ts";
import type { LoginActivityPort } from "../login-activity/port.ts";
import type { TrustedDevicePort } from "../trusted-device/port.ts";
import type { Account, Accounts } from "./account.ts";
import type { LoseTrust } from "./lose-trust.ts";
import type { TryPassword } from "./password-step.ts";
import { originOf, type Session, type Sessions } from "./session.ts";
import { invalidCredentials, type InvalidCredentials } from "./sign-in-result.ts";
import type { TooManyAttempts } from "./too-many-attempts.ts";

export type GivenPassword = { password: string; ip: string; network: string };

/** `isTrusted`: the viewer's installation vouches for the account. */
export type OwnPassword = {
  kind: "OwnPassword";
  account: Account;
  session: Session;
  origin: Origin;
  isTrusted: boolean;
};

/** The viewer's own password, asked for again, within the limits that it shares with signing in. */
export type ProveOwnPassword = (
  viewer: Viewer,
  given: GivenPassword,
) => Promise<OwnPassword | InvalidCredentials | TooManyAttempts>;

type Needs = {
  accounts: Pick<Accounts, "byIds">;
  sessions: Pick<Sessions, "byIds">;
  tryPassword: TryPassword;
  loseTrust: LoseTrust;
  devices: Pick<TrustedDevicePort, "isTrusted">;
  activity: Pick<LoginActivityPort, "record" | "locate">;
  now: Clock;
};

export const proveOwnPassword =
  ({ accounts, sessions, tryPassword, loseTrust, devices, activity, now }: Needs): ProveOwnPassword =>
  async ({ accountId, sessionId, installationId }, { password, ip, network }) => {
    const [[account], [session]] = await Promise.all([accounts.byIds([accountId]), sessions.byIds([sessionId])]);
    if (!account || !session) throw unauthenticated();
    const { email, passwordHash: hash } = account;
    const isTrusted = await devices.isTrusted(accountId, installationId, now());
    const verdict = await tryPassword({ accountId, email, network, password, hash, installationId, isTrusted });
    if (verdict.kind !== "RIGHT" && verdict.kind !== "WRONG") return verdict;

    const origin = originOf(session, ip, await activity.locate(ip));
    if (verdict.kind === "RIGHT") return { kind: "OwnPassword", account, session, origin, isTrusted };
    await activity.record({ kind: "REAUTHENTICATION_FAILED", accountId }, origin, now());
    if (verdict.locks) await activity.record({ kind: "ATTEMPTS_LOCKED", accountId }, origin, now());
    if (verdict.losesTrust) await loseTrust(account, origin);
    return invalidCredentials();
  };
