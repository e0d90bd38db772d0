import { createTransport } from "nodemailer";
import type { Handover, Transport } from "./outbox.ts";

type Needs = { smtpUrl: string; mailFrom: string };

/** Mail by SMTP. Nothing in a letter is remote, and no address of a list is accepted: one letter, one person. */
export const smtpTransport = ({ smtpUrl, mailFrom }: Needs): { send: Transport; close: () => void } => {
  const mailer = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 4,
    connectionTimeout: 5_000,
    greetingTimeout: 5_000,
    socketTimeout: 10_000,
  });
  return {
    send: async ({ to, subject, text, html }) => {
      try {
        await mailer.sendMail({
          from: { name: "Countersign", address: mailFrom },
          to: { name: "", address: to },
          subject,
          text,
          html,
          headers: { "Auto-Submitted": "auto-generated" },
          disableFileAccess: true,
          disableUrlAccess: true,
        });
        return { kind: "TAKEN" };
      } catch (error) {
        return refusalOf(error);
      }
    },
    close: () => mailer.close(),
  };
};

/**
 * An answer of 5xx to the recipient or to the letter is final (RFC 5321, 4.2.1). To anything else it is about us, such as a
 * wrong password, and the next letter would meet it too: thrown on, to be tried again.
 */
const refusalOf = (error: unknown): Handover => {
  const { responseCode = 0, command = "" } = error as { responseCode?: number; command?: string };
  if (responseCode >= 500 && ["RCPT TO", "DATA"].includes(command))
    return { kind: "REFUSED", reason: `SMTP ${responseCode} to ${command}` };
  throw error;
};
