import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";

export type Mails = {
  smtpUrl: string;
  /** The code of the next mail to that address. */
  codeFor(address: string): Promise<string>;
  stop(): Promise<void>;
};

/** A mail server with TLS, as production asks for; its certificate is its own, so it is not verified. */
export const catchMail = async (): Promise<Mails> => {
  const waiting = new Map<string, PromiseWithResolvers<string>>();
  const codeOf = (address: string) => {
    const known = waiting.get(address) ?? Promise.withResolvers<string>();
    waiting.set(address, known);
    return known;
  };
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    onData: (stream, { envelope }, answer) => {
      void text(stream).then((raw) => {
        const [, code] = /^ {4}(\d{6})\r?$/m.exec(raw) ?? [];
        for (const { address } of envelope.rcptTo) if (code) codeOf(address).resolve(code);
        answer();
      });
    },
  });
  server.on("error", () => undefined);
  const listener = server.listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port } = listener.address() as AddressInfo;
  return {
    smtpUrl: `smtp://127.0.0.1:${port}?requireTLS=true&tls.rejectUnauthorized=false`,
    codeFor: async (address) => {
      const code = await codeOf(address).promise;
      waiting.delete(address);
      return code;
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
};
