import { HOUR, later, type Clock } from "../kernel/clock.ts";
import type { Ttl } from "../kernel/config.ts";
import type { Transact } from "../kernel/mongo.ts";
import type { Outbox } from "../kernel/outbox.ts";
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

const MAILS_AN_ADDRESS = { most: 10, windowMs: HOUR };

/** A new code for each pending sign-up of the address, or for this installation's own. The same answer where there is none. */
export const resendEmailConfirmation =
  ({ pendingSignUps, confirmationDigest, throttle, outbox, transact, sender, ttl, now }: Needs) =>
  async (email: string, installationId: string | null): Promise<EmailConfirmationSent> => {
    const at = now();
    const open = (await pendingSignUps.allOf(email, at)).filter(
      (it) => !installationId || it.installationId === installationId,
    );
    for (const pending of open.filter(({ resendAvailableAt }) => resendAvailableAt <= at)) {
      if ((await throttle.spend(`sign-up-mails:${email}`, MAILS_AN_ADDRESS, at)) !== null) break;
      await transact(() => renew(pending, at));
    }
    const [soonest] = open.map(({ resendAvailableAt }) => resendAvailableAt).filter((it) => it > at);
    return {
      kind: "EmailConfirmationSent",
      email,
      resendAvailableAt: soonest ?? later(at, ttl.resendInterval),
      sender,
    };

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
      // The owner of a taken address has had the letter that says so.
      if (!pending.isTaken)
        await outbox.put(
          { channel: "MAIL", to: email, ...confirmationLetter({ code, locale: pending.locale }), staleAt: expiresAt },
          from,
        );
    }
  };
