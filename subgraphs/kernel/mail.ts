import { createTransport } from "nodemailer";
import { SECOND } from "./clock.ts";
import type { Dkim } from "./dkim.ts";
import type { Handover, Transport } from "./outbox.ts";

type Needs = {
  smtpUrl: string;
  mailFrom: string;
  dkim?: Dkim | null;
  /** How long a server may say nothing. */
  patienceMs?: number;
};

/** A person asked for it or has to know it: no machine may answer, and no list is left by it. */
const HEADERS = { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" };

/** Mail by SMTP. Nothing in a letter is remote, and no address of a list is accepted: one letter, one person. */
export const smtpTransport = (needs: Needs): { send: Transport; close: () => void } => {
  const { smtpUrl, mailFrom, dkim = null, patienceMs = 10 * SECOND } = needs;
  const domain = mailFrom.slice(mailFrom.lastIndexOf("@") + 1);
  const mailer = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 4,
    connectionTimeout: patienceMs / 2,
    greetingTimeout: patienceMs / 2,
    socketTimeout: patienceMs,
    ...(dkim && { dkim: { domainName: domain, keySelector: dkim.selector, privateKey: dkim.privateKey } }),
  });
  return {
    send: async ({ id, to, subject, text, html }) => {
      try {
        await mailer.sendMail({
          from: { name: "Countersign", address: mailFrom },
          to: { name: "", address: to },
          // The same at each try: a server that took it and could not say so may know it again (RFC 5322, 3.6.4).
          messageId: `<${id}@${domain}>`,
          ...{ subject, text, html, headers: HEADERS },
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
