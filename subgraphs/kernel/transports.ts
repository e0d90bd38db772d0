import type { Clock } from "./clock.ts";
import type { Config } from "./config.ts";
import { smtpTransport } from "./mail.ts";
import type { Channel, Transport } from "./outbox.ts";
import type { Closer } from "./process.ts";
import { fcmTransport } from "./push.ts";

type Needs = {
  config: Pick<Config, "smtpUrl" | "mailFrom" | "googleCredentialsFile">;
  forgetPushToken: (token: string) => Promise<void>;
  now: Clock;
  closer: Closer;
};

export type Transports = {
  transports: Partial<Record<Channel, Transport>>;
  /** What an operator has to mend before some of it leaves, a line each. */
  warnings(): string[];
};

/** The ways out that are configured. */
export const openTransports = async ({ config, forgetPushToken, now, closer }: Needs): Promise<Transports> => {
  const { smtpUrl, mailFrom, googleCredentialsFile: credentialsFile } = config;
  const mailer = smtpUrl ? smtpTransport({ smtpUrl, mailFrom }) : null;
  if (mailer) closer.opened(() => mailer.close());
  const pusher = credentialsFile ? await fcmTransport({ credentialsFile, forgetToken: forgetPushToken, now }) : null;
  if (pusher) closer.opened(() => pusher.close());
  return {
    transports: { ...(mailer && { MAIL: mailer.send }), ...(pusher && { PUSH: pusher.send }) },
    warnings: () => {
      const trouble = pusher?.health();
      return trouble ? [`push: ${trouble}`] : [];
    },
  };
};
