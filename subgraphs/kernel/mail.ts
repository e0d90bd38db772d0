import { createTransport } from "nodemailer";
import type { Transport } from "./outbox.ts";

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
    },
    close: () => mailer.close(),
  };
};
