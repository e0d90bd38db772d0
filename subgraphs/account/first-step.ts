import type { Clock } from "../kernel/clock.ts";
import type { Client, Origin } from "../kernel/vocabulary.ts";
import type { LoginActivityPort } from "../login-activity/port.ts";
import type { TrustedDevicePort } from "../trusted-device/port.ts";
import type { Account, Accounts } from "./account.ts";
import type { DistrustCopy } from "./distrust-copy.ts";
import type { LoseTrust } from "./lose-trust.ts";
import type { PasswordHashes } from "./password-hash.ts";
import type { TryPassword } from "./password-step.ts";
import type { PendingSignUps } from "./pending-sign-up.ts";
import { invalidCredentials, passwordResetRequired, type SignInResult } from "./sign-in-result.ts";

export type Attempt = {
  email: string;
  password: string;
  client: Client;
  deviceToken: string | null;
  ip: string;
  network: string;
  isOldApp: boolean;
};

/** The password was right, of a confirmed account that may sign in. `isTrusted`: so may this installation, without more. */
export type RightPassword = { kind: "RightPassword"; account: Account; isTrusted: boolean };

type Needs = {
  accounts: Accounts;
  pendingSignUps: PendingSignUps;
  hashes: PasswordHashes;
  tryPassword: TryPassword;
  devices: Pick<TrustedDevicePort, "recognise">;
  distrustCopy: DistrustCopy;
  loseTrust: LoseTrust;
  activity: Pick<LoginActivityPort, "appraise" | "record">;
  now: Clock;
};

export type FirstStep = (attempt: Attempt) => Promise<RightPassword | SignInResult>;

/** Throttle, password, address, protection: each check comes only after the one before it passed. */
export const firstStep =
  (needs: Needs): FirstStep =>
  async (attempt) => {
    const { accounts, pendingSignUps, hashes, tryPassword, devices, distrustCopy, loseTrust, activity, now } = needs;
    const { email, password, client, deviceToken, network } = attempt;
    const asked = [accounts.byEmail(email), pendingSignUps.of(email, client.installationId, now())] as const;
    const [account, pendingSignUp] = await Promise.all(asked);
    const pending = account ? null : pendingSignUp;
    const recognition = account && (await devices.recognise(account.id, client.installationId, deviceToken, now()));
    const isTrusted = recognition === "TRUSTED";

    const hash = account?.passwordHash ?? pending?.passwordHash ?? null;
    const { installationId } = client;
    const accountId = account?.id ?? null;
    const verdict = await tryPassword({ accountId, email, network, installationId, isTrusted, password, hash });
    if (verdict.kind === "WRONG") {
      const origin = await recordFailure(accountId, verdict.locks);
      if (account && verdict.losesTrust) await loseTrust(account, origin);
      return invalidCredentials();
    }
    if (verdict.kind !== "RIGHT") return verdict;
    if (pending) {
      const message = "Confirm the address first.";
      return { kind: "EmailNotVerified", message, resendAvailableAt: pending.resendAvailableAt };
    }
    if (!account) return invalidCredentials();
    if (recognition === "COPIED") await distrustCopy({ account, attempt });
    if (account.protectedAt) return passwordResetRequired();
    if (hashes.isOutdated(account.passwordHash))
      await accounts.rehash(account.id, account.passwordHash, await hashes.hash(password));
    return { kind: "RightPassword", account, isTrusted };

    /** Of an address that nobody has as well: the same work, and a row with nobody behind it. */
    async function recordFailure(accountId: string | null, locks: boolean): Promise<Origin> {
      const at = now();
      const { ip, isOldApp } = attempt;
      const origin = await activity.appraise({ accountId, client, ip, isOldApp }, at);
      await activity.record({ kind: "SIGN_IN_FAILED", accountId }, origin, at);
      if (locks) await activity.record({ kind: "ATTEMPTS_LOCKED", accountId }, origin, at);
      return origin;
    }
  };
