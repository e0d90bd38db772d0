import type { Clock } from "../kernel/clock.ts";
import type { Transact } from "../kernel/mongo.ts";
import type { Client, Origin } from "../kernel/vocabulary.ts";
import type { ChallengePort } from "../challenge/port.ts";
import type { LoginActivityPort } from "../login-activity/port.ts";
import type { TrustedDevicePort } from "../trusted-device/port.ts";
import type { Account, Accounts } from "./account.ts";
import { appUpdateRequired, type AppUpdateRequired } from "./app-update-required.ts";
import { checkClient, isTooOld, type ClientApp, type ClientApps } from "./client-app.ts";
import type { LetIn, SignedIn } from "./let-in.ts";
import type { PasswordHashes } from "./password-hash.ts";
import type { TryPassword } from "./password-step.ts";
import { refuseTooLong } from "./password.ts";
import type { PendingSignUps } from "./pending-sign-up.ts";
import { tooManyAttempts, type TooManyAttempts } from "./too-many-attempts.ts";

export type Attempt = {
  email: string;
  password: string;
  client: Client;
  deviceToken: string | null;
  ip: string;
  network: string;
};

export type InvalidCredentials = { kind: "InvalidCredentials"; message: string };
export type PasswordResetRequired = { kind: "PasswordResetRequired"; message: string };

export type SignInResult =
  | SignedIn
  | { kind: "VerificationRequired"; ticket: string; matchNumber: string | null; challenge: { ticket: string } }
  | InvalidCredentials
  | { kind: "EmailNotVerified"; message: string; resendAvailableAt: Date }
  | AppUpdateRequired
  | PasswordResetRequired
  | TooManyAttempts;

type Needs = {
  accounts: Accounts;
  pendingSignUps: PendingSignUps;
  apps: ClientApps;
  hashes: PasswordHashes;
  tryPassword: TryPassword;
  challenge: ChallengePort;
  devices: TrustedDevicePort;
  activity: LoginActivityPort;
  letIn: LetIn;
  transact: Transact;
  now: Clock;
};

export const invalidCredentials = (): InvalidCredentials => ({
  kind: "InvalidCredentials",
  message: "No account has this address and this password.",
});

export const passwordResetRequired = (): PasswordResetRequired => ({
  kind: "PasswordResetRequired",
  message: "This account is protected. Its owner resets the password by mail to open it.",
});

/** Each check comes only after the one before it passed, so that no answer tells a stranger anything. */
export const signIn =
  ({
    accounts,
    pendingSignUps,
    apps,
    hashes,
    tryPassword,
    challenge,
    devices,
    activity,
    letIn,
    transact,
    now,
  }: Needs) =>
  async ({ email, password, client, deviceToken, ip, network }: Attempt): Promise<SignInResult> => {
    const app = checkClient(apps, client);
    refuseTooLong(password, "input.password");
    const account = await accounts.byEmail(email);
    const pending = account ? null : await pendingSignUps.of(email, client.installationId, now());
    const isTrusted =
      account !== null && (await devices.recognise(account.id, client.installationId, deviceToken, now()));

    const hash = account?.passwordHash ?? pending?.passwordHash ?? null;
    const verdict = await tryPassword({ email, network, password, hash, isTrusted });
    const at = now();
    const attempt = { accountId: account?.id ?? null, client, ip, isOldApp: isTooOld(app, client.appVersion) };
    if (verdict !== "RIGHT") {
      if (account)
        await activity.record(
          { kind: "SIGN_IN_FAILED", accountId: account.id },
          await activity.appraise(attempt, at),
          at,
        );
      return verdict === "WRONG" ? invalidCredentials() : verdict;
    }
    if (!account)
      return pending
        ? {
            kind: "EmailNotVerified",
            message: "Confirm the address first.",
            resendAvailableAt: pending.resendAvailableAt,
          }
        : invalidCredentials();
    if (account.protectedAt) return passwordResetRequired();
    await rehash(account, password);

    const origin = await activity.appraise(attempt, at);
    const twoStep = await challenge.twoStepOf(account.id);
    if (!twoStep.enabledAt) return transact(() => enter(account, origin, { trusts: false }));
    return secondStep({ account, app, origin, isTrusted });

    async function rehash({ id, passwordHash }: Account, right: string): Promise<void> {
      if (hashes.isOutdated(passwordHash)) await accounts.rehash(id, passwordHash, await hashes.hash(right));
    }

    function enter(whose: Account, from: Origin, { trusts }: { trusts: boolean }): Promise<SignedIn> {
      const amr = trusts ? (["pwd", "swk"] as const) : (["pwd"] as const);
      return letIn({ account: whose, origin: from, amr: [...amr], method: null, trusts, deviceToken });
    }

    async function secondStep(step: Step): Promise<SignInResult> {
      const { id } = step.account;
      if (step.app.minimumTwoStepVersion !== null && isTooOld(step.app, client.appVersion)) {
        await activity.record({ kind: "SIGN_IN_REFUSED_OLD_APP", accountId: id }, step.origin, at);
        return appUpdateRequired(step.app, step.app.minimumTwoStepVersion);
      }
      if (step.isTrusted) return transact(() => enter(step.account, step.origin, { trusts: true }));
      const lockedUntil = await challenge.secondStepLock(id, at);
      if (lockedUntil) return tooManyAttempts(lockedUntil);
      const { reach, order } = { reach: await devices.reachOf(id, at), order: step.app.verificationMethods };
      const methodOrder = order.filter((method) => twoStep.allowedMethods.includes(method));
      return transact(async () => {
        const question = {
          purpose: "SIGN_IN" as const,
          facts: { account: step.account, reach },
          methodOrder,
          sessionId: null,
        };
        const { ticket, method, matchNumber } = await challenge.ask({ ...question, origin: step.origin }, at);
        await activity.record({ kind: "VERIFICATION_REQUESTED", accountId: id, method }, step.origin, at);
        return { kind: "VerificationRequired", ticket, matchNumber, challenge: { ticket } };
      });
    }
  };

type Step = { account: Account; app: ClientApp; origin: Origin; isTrusted: boolean };
