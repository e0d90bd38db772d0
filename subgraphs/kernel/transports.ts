import type { Clock } from "./clock.ts";
import type { Config } from "./config.ts";
import { smtpTransport } from "./mail.ts";
import type { Channel, Transport } from "./outbox.ts";
import type { Closer } from "./process.ts";
import { fcmTransport } from "./push.ts";
import { twilioTransport } from "./sms.ts";

type Needs = {
  config: Pick<Config, "smtpUrl" | "mailFrom" | "dkim" | "googleCredentialsFile" | "twilio">;
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
  const { smtpUrl, mailFrom, dkim, googleCredentialsFile: credentialsFile, twilio } = config;
  const mailer = smtpUrl ? smtpTransport({ smtpUrl, mailFrom, dkim }) : null;
  if (mailer) closer.opened(() => mailer.close());
  const pusher = credentialsFile ? await fcmTransport({ credentialsFile, forgetToken: forgetPushToken, now }) : null;
  if (pusher) closer.opened(() => pusher.close());
  const texter = twilio ? twilioTransport({ ...twilio, now }) : null;
  return {
    transports: {
      ...(mailer && { MAIL: mailer.send }),
      ...(pusher && { PUSH: pusher.send }),
      ...(texter && { SMS: texter.send }),
    },
    warnings: () => {
      const troubles = { push: pusher?.health(), sms: texter?.health() };
      return Object.entries(troubles).flatMap(([channel, trouble]) => (trouble ? [`${channel}: ${trouble}`] : []));
    },
  };
};
