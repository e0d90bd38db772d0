import { HOUR, type Clock } from "../kernel/clock.ts";
import type { Ttl } from "../kernel/config.ts";
import type { Transact } from "../kernel/mongo.ts";
import { NOBODY, type Outbox } from "../kernel/outbox.ts";
import { badInput, rateLimited } from "../kernel/refusal.ts";
import { digest, newToken } from "../kernel/secret.ts";
import type { Throttle } from "../kernel/throttle.ts";
import type { LoginActivityPort } from "../login-activity/port.ts";
import type { Account, Accounts } from "./account.ts";
import type { ClientApps } from "./client-app.ts";
import { resetLinkLetter } from "./password-reset.mail.ts";
import { resetAdviceWords } from "./password-reset.words.ts";
import { newResetLink, resetUrl, type ResetLink, type ResetLinks } from "./reset-link.ts";

export type ResetRequest = { email: string; appId: string | null; ip: string; network: string };

export type PasswordResetRequested = {
  ticket: string;
  resendAvailableAt: Date;
  expiresAt: Date;
  sender: string;
  adviceIn: (locale: string) => string[];
};

type Needs = {
  accounts: Accounts;
  resetLinks: ResetLinks;
  apps: ClientApps;
  throttle: Throttle;
  activity: Pick<LoginActivityPort, "record" | "locate">;
  outbox: Outbox;
  transact: Transact;
  publicUrl: string;
  sender: string;
  ttl: Ttl;
  now: Clock;
};

const MAILS_AN_ADDRESS = { most: 5, windowMs: HOUR };
const MAILS_A_NETWORK = { most: 20, windowMs: HOUR };

/** Mails the link to whoever owns the address. To whoever asks, an address that nobody has is like any other. */
export const requestPasswordReset =
  (needs: Needs) =>
  async ({ email, appId, ip, network }: ResetRequest): Promise<PasswordResetRequested> => {
    const { accounts, apps, resetLinks, activity, outbox, transact, publicUrl, sender, ttl, now } = needs;
    const app = appId === null ? null : apps.find(appId);
    if (appId !== null && !app) throw badInput("input.appId", "there is no such client app; clientApps lists them.");
    const at = now();
    const { mayMail, resendAvailableAt } = await spend(needs, { email, network }, at);
    const account = mayMail ? await accounts.byEmail(email) : null;
    const location = await activity.locate(ip);
    const [token, ticket] = [newToken(), newToken()];
    const link = newResetLink(
      { token, ticketDigest: digest(ticket), accountId: account?.id ?? null, appId, lifeMs: ttl.resetLink },
      at,
    );
    await transact(async () => {
      await resetLinks.add(link);
      if (!mayMail) return;
      const letter = resetLinkLetter({
        ...{ url: resetUrl(publicUrl, token), app, location, at, lifeMs: ttl.resetLink },
        locale: account?.locale ?? "en",
      });
      await activity.record({ kind: "PASSWORD_RESET_REQUESTED", accountId: link.accountId }, { ip, location }, at);
      await outbox.put({ channel: "MAIL", ...addressed(account, link), ...letter }, at);
    });
    return { ticket, resendAvailableAt, expiresAt: link.expiresAt, sender, adviceIn: adviceFor(email, sender) };
  };

const addressed = (account: Account | null, { createdAt, expiresAt }: ResetLink) =>
  account ? { to: account.email, staleAt: expiresAt } : { to: NOBODY, staleAt: createdAt };

/** Counted by the address as it was typed, whether or not anybody has it. */
const spend = async (
  { throttle, ttl }: Needs,
  { email, network }: Pick<ResetRequest, "email" | "network">,
  at: Date,
): Promise<{ mayMail: boolean; resendAvailableAt: Date }> => {
  const ofNetwork = `resets:${network}`;
  if (await throttle.reached(new Map([[ofNetwork, MAILS_A_NETWORK]]), at)) throw rateLimited();
  const minute = await throttle.spend(`reset:${email}`, { most: 1, windowMs: ttl.resendInterval }, at);
  const resendAvailableAt = minute.endsAt;
  if (minute.left < 0) return { mayMail: false, resendAvailableAt };
  if ((await throttle.spend(ofNetwork, MAILS_A_NETWORK, at)).left < 0) throw rateLimited();
  const { left } = await throttle.spend(`reset-mails:${email}`, MAILS_AN_ADDRESS, at);
  return { mayMail: left >= 0, resendAvailableAt };
};

const adviceFor =
  (email: string, sender: string) =>
  (locale: string): string[] => {
    const say = resetAdviceWords(locale);
    return [say("address", { email }), say("spam"), say("sender", { sender })];
  };
