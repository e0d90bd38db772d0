import { HOUR, later, type Clock } from "../kernel/clock.ts";
import type { Ttl } from "../kernel/config.ts";
import type { Transact } from "../kernel/mongo.ts";
import { NOBODY, type Outbox } from "../kernel/outbox.ts";
import { newSixDigits } from "../kernel/secret.ts";
import type { Throttle } from "../kernel/throttle.ts";
import { confirmationLetter } from "./confirmation.mail.ts";
import type { ConfirmationDigest, PendingSignUp, PendingSignUps } from "./pending-sign-up.ts";
import type { EmailConfirmationSent } from "./sign-up.ts";

type Needs = {
  pendingSignUps: PendingSignUps;
  confirmationDigest: ConfirmationDigest;
  throttle: Throttle;
  outbox: Outbox;
  transact: Transact;
  sender: string;
  ttl: Ttl;
  now: Clock;
};

/** Whether a mail may be asked for now, and from when on the next. */
type MayAsk = { now: boolean; next: Date };

type Confirmation = { code: string; locale: string; staleAt: Date };

const MAILS_AN_ADDRESS = { most: 10, windowMs: HOUR };

/** A new code for each pending sign-up of the address, or for this installation's own. The same answer where there is none. */
export const resendEmailConfirmation =
  ({ pendingSignUps, confirmationDigest, throttle, outbox, transact, sender, ttl, now }: Needs) =>
  async (email: string, installationId: string | null): Promise<EmailConfirmationSent> => {
    const at = now();
    const waiting = await pendingSignUps.allOf(email, at);
    const asked = waiting.filter((it) => installationId === null || it.installationId === installationId);
    const mayAsk = installationId === null ? await tick(email, at) : ownClock(asked, at);
    const due = mayAsk.now ? asked.filter(({ resendAvailableAt }) => resendAvailableAt <= at) : [];
    for (const pending of due) {
      if ((await throttle.spend(`sign-up-mails:${email}`, MAILS_AN_ADDRESS, at)).left < 0) break;
      await transact(() => renew(pending, at));
    }
    // As much work, where there is nothing to send to whoever names only an address: the time of the answer tells nothing either.
    if (installationId === null && mayAsk.now && due.length === 0) {
      const { left } = await throttle.spend(`sign-up-mails-not-sent:${email}`, MAILS_AN_ADDRESS, at);
      if (left >= 0) await transact(() => mail(NOBODY, { code: newSixDigits(), locale: "en", staleAt: at }, at));
    }
    return { kind: "EmailConfirmationSent", email, resendAvailableAt: mayAsk.next, sender };

    /** Of whoever names an address and no installation: one clock, whether or not anything waits, so that it tells nothing. */
    async function tick(address: string, from: Date): Promise<MayAsk> {
      const { left, endsAt } = await throttle.spend(
        `resend:${address}`,
        { most: 1, windowMs: ttl.resendInterval },
        from,
      );
      return { now: left >= 0, next: endsAt };
    }

    /** An installation is told of its own sign-up. */
    function ownClock([own]: PendingSignUp[], from: Date): MayAsk {
      const isTooSoon = own !== undefined && own.resendAvailableAt > from;
      return { now: !isTooSoon, next: isTooSoon ? own.resendAvailableAt : later(from, ttl.resendInterval) };
    }

    async function renew(pending: PendingSignUp, from: Date): Promise<void> {
      const code = newSixDigits();
      const expiresAt = later(from, ttl.mailCode);
      await pendingSignUps.save({
        ...pending,
        codeDigest: confirmationDigest(email, pending.installationId, code),
        attempts: 0,
        resendAvailableAt: later(from, ttl.resendInterval),
        expiresAt,
      });
      const { locale, isTaken } = pending;
      // The owner of a taken address has had the letter that says so.
      if (isTaken) await mail(NOBODY, { code, locale, staleAt: from }, from);
      else await mail(email, { code, locale, staleAt: expiresAt }, from);
    }

    async function mail(to: string, { code, locale, staleAt }: Confirmation, from: Date): Promise<void> {
      const letter = confirmationLetter({ code, lifeMs: ttl.mailCode, locale });
      await outbox.put({ channel: "MAIL", to, ...letter, staleAt }, from);
    }
  };
