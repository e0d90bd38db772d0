import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";

export type Mail = { to: string; subject: string | null; text: string; html: string | null };

const LARGEST_MAIL = 10 * 1024 * 1024;

/** A real SMTP server on loopback, so that a development server sends its mail the way that production does. */
export const receiveMail = async (deliver: (mail: Mail) => void) => {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    disableReverseLookup: true,
    size: LARGEST_MAIL,
    closeTimeout: 500,
    // Answered once the mail lies in the inbox: what is sent can be read.
    onData: (stream, session, answer) => {
      const to = session.envelope.rcptTo.map(({ address }) => address).join(", ");
      const receive = async () => deliver({ to, ...(await parse(await buffer(stream))) });
      receive().then(() => answer(), answer);
    },
  });
  server.on("error", () => {}); // A client that hangs up is no reason for the server to end.
  const listener = server.listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port } = listener.address() as AddressInfo;

  const stop = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { smtpUrl: `smtp://127.0.0.1:${port}`, stop };
};

const parse = async (raw: Buffer): Promise<Omit<Mail, "to">> => {
  const { subject, text, html } = await PostalMime.parse(raw);
  return { subject: subject ?? null, text: text ?? "", html: html ?? null };
};
