import { HOUR, later, type Clock } from "../kernel/clock.ts";
import type { Ttl } from "../kernel/config.ts";
import type { Transact } from "../kernel/mongo.ts";
import type { Outbox } from "../kernel/outbox.ts";
import { newSixDigits } from "../kernel/secret.ts";
import type { Throttle } from "../kernel/throttle.ts";
import type { Client } from "../kernel/vocabulary.ts";
import type { Accounts } from "./account.ts";
import { checkClient, type ClientApps } from "./client-app.ts";
import { confirmationLetter, takenAddressLetter } from "./confirmation.mail.ts";
import type { PasswordHashes } from "./password-hash.ts";
import { ownWordsOf, passwordTooWeak, refuseTooLong, type CheckPassword, type PasswordTooWeak } from "./password.ts";
import type { ConfirmationDigest, PendingSignUp, PendingSignUps } from "./pending-sign-up.ts";
import { tooManyAttempts, type TooManyAttempts } from "./too-many-attempts.ts";

export type NewAccount = { email: string; password: string; locale: string; client: Client; network: string };

export type EmailConfirmationSent = {
  kind: "EmailConfirmationSent";
  email: string;
  resendAvailableAt: Date;
  sender: string;
};

export type SignUpResult = EmailConfirmationSent | PasswordTooWeak | TooManyAttempts;

type Needs = {
  accounts: Accounts;
  pendingSignUps: PendingSignUps;
  apps: ClientApps;
  hashes: PasswordHashes;
  checkPassword: CheckPassword;
  confirmationDigest: ConfirmationDigest;
  throttle: Throttle;
  outbox: Outbox;
  transact: Transact;
  sender: string;
  ttl: Ttl;
  now: Clock;
};

const SIGN_UPS_A_NETWORK = { most: 200, windowMs: HOUR };
const MAILS_AN_ADDRESS = { most: 10, windowMs: HOUR };

/** Leaves a pending sign-up and a mail. Whether the address has an owner shows in the mail alone. */
export const signUp =
  ({
    accounts,
    pendingSignUps,
    apps,
    hashes,
    checkPassword,
    confirmationDigest,
    throttle,
    outbox,
    transact,
    sender,
    ttl,
    now,
  }: Needs) =>
  async ({ email, password, locale, client, network }: NewAccount): Promise<SignUpResult> => {
    const app = checkClient(apps, client);
    refuseTooLong(password, "input.password");
    const at = now();
    const ofNetwork = await throttle.spend(`sign-ups:${network}`, SIGN_UPS_A_NETWORK, at);
    if (ofNetwork.left < 0) return tooManyAttempts(ofNetwork.endsAt);
    const check = await checkPassword(password, ownWordsOf(email));
    if (!check.acceptable) return passwordTooWeak(check);

    const passwordHash = await hashes.hash(password);
    const older = await pendingSignUps.of(email, client.installationId, at);
    const isTooSoon = older !== null && older.resendAvailableAt > at;
    const mayMail = !isTooSoon && (await throttle.spend(`sign-up-mails:${email}`, MAILS_AN_ADDRESS, at)).left >= 0;
    const owner = await accounts.byEmail(email);
    const code = newSixDigits();
    const pending: PendingSignUp = {
      email,
      installationId: client.installationId,
      appId: client.appId,
      locale,
      passwordHash,
      codeDigest: confirmationDigest(email, client.installationId, code),
      attempts: 0,
      isTaken: owner !== null,
      resendAvailableAt: later(at, ttl.resendInterval),
      expiresAt: later(at, ttl.mailCode),
    };
    if (isTooSoon) {
      // The mail that is on its way stays good; only the password that it will confirm is the newer one.
      await pendingSignUps.save({ ...older, passwordHash });
      return { kind: "EmailConfirmationSent", email, resendAvailableAt: older.resendAvailableAt, sender };
    }
    await transact(async () => {
      await pendingSignUps.save(pending);
      const letter = owner
        ? takenAddressLetter({ client, app: app.name, locale: owner.locale })
        : confirmationLetter({ code, lifeMs: ttl.mailCode, locale });
      if (mayMail) await outbox.put({ channel: "MAIL", to: email, ...letter, staleAt: pending.expiresAt }, at);
    });
    return { kind: "EmailConfirmationSent", email, resendAvailableAt: pending.resendAvailableAt, sender };
  };
