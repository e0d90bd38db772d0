import { Redis } from "ioredis";
import { createTransport } from "nodemailer";
import { SECOND } from "../../subgraphs/kernel/clock.ts";
import { askFcm } from "../../subgraphs/kernel/push.ts";
import { askTwilio } from "../../subgraphs/kernel/sms.ts";
import { well, type Check } from "./check.ts";

const TIME_LIMIT_MS = 5 * SECOND;

export const redis: Check = {
  what: "Redis",
  otherwise: "Look at REDIS_URL. Without it sign-ins go on, and trusted devices see requests only as they connect.",
  look: async ({ config }) => {
    const apart = Object.values(config.subgraphUrls).some((url) => url);
    if (!config.redisUrl)
      return apart
        ? { found: "not configured", advice: "Set REDIS_URL: live events between processes travel by it." }
        : null;
    const client = new Redis(config.redisUrl, {
      lazyConnect: true,
      connectTimeout: TIME_LIMIT_MS,
      retryStrategy: null,
    });
    try {
      // What is wrong is thrown by what was asked; without a listener it would be thrown a second time.
      client.on("error", () => undefined);
      await client.connect();
      const startedAt = performance.now();
      await client.ping();
      return well(`answers in ${Math.ceil(performance.now() - startedAt)} ms`);
    } finally {
      client.disconnect();
    }
  },
};

export const smtp: Check = {
  what: "SMTP",
  otherwise:
    "Look at SMTP_URL: host, port, TLS (smtps: is TLS from the start), user and password. Letters wait meanwhile.",
  look: async ({ config: { smtpUrl, production } }) => {
    if (!smtpUrl)
      return production ? { found: "not configured", advice: "Set SMTP_URL: codes and letters leave by it." } : null;
    const mailer = createTransport({
      ...{
        url: smtpUrl,
        connectionTimeout: TIME_LIMIT_MS,
        greetingTimeout: TIME_LIMIT_MS,
        socketTimeout: TIME_LIMIT_MS,
      },
    });
    try {
      await mailer.verify();
      return well("takes our user and password");
    } finally {
      mailer.close();
    }
  },
};

export const twilio: Check = {
  what: "Twilio",
  otherwise: "Look at TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN. SMS wait meanwhile, and other methods are offered.",
  look: async ({ config }) => (config.twilio ? well(`the account is ${await askTwilio(config.twilio)}`) : null),
};

export const fcm: Check = {
  what: "FCM",
  otherwise:
    "Look at GOOGLE_APPLICATION_CREDENTIALS: the key may have been revoked. Devices that listen are told all the same.",
  look: async ({ config: { googleCredentialsFile: file } }) =>
    file ? well(`Google takes the key of project ${await askFcm(file)}`) : null,
};
