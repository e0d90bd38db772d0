import proxyAddr from "proxy-addr";
import { DAY, HOUR, MINUTE, SECOND } from "./clock.ts";
import { LOG_LEVELS, type LogLevel } from "./log.ts";
import { dkimFrom, type Dkim } from "./dkim.ts";
import { parseEmail } from "./email.ts";

/** The environment, read once at the start. Nothing else in the system reads it. */
export type Config = {
  production: boolean;
  port: number;
  publicUrl: string;
  mongoUrl: string | null;
  dataDir: string;
  redisUrl: string | null;
  smtpUrl: string | null;
  mailFrom: string;
  /** What letters are signed with. */
  dkim: Dkim | null;
  /** The key file of a service account, for pushes by FCM. */
  googleCredentialsFile: string | null;
  twilio: TwilioConfig | null;
  /** Codes by SMS that may go to the numbers of one country in an hour. */
  smsPerCountry: number;
  secretKey: string | null;
  allowedOrigins: string[];
  subgraphUrls: Partial<Record<SubgraphName, string>>;
  clientAppsFile: string | null;
  trustProxy: string | null;
  logLevel: LogLevel;
  /** Node's own, for its limits. */
  nodeOptions: string;
  /** Traces leave by OTLP. */
  isTraced: boolean;
  /** Nothing but the operations of first-party apps runs. */
  onlyPersistedOperations: boolean;
  geoipCityDb: string | null;
  geoipAsnDb: string | null;
  /** Days that an address is kept whole in the activity, and days that a row is kept. */
  activityIpDays: number;
  activityDays: number;
  ttl: Ttl;
};

/** SMS by Twilio. `apiUrl`: null where it is Twilio's own. */
export type TwilioConfig = { accountSid: string; authToken: string; from: string; apiUrl: string | null };

export const SUBGRAPHS = ["account", "challenge", "trusted-device", "login-activity"] as const;
export type SubgraphName = (typeof SUBGRAPHS)[number];

/** How long things live, in milliseconds; the rules' numbers unless a trial sets others. */
export type Ttl = {
  accessToken: number;
  challenge: number;
  mailCode: number;
  shownCode: number;
  resendInterval: number;
  resetLink: number;
};

/** Far above what people need of one country, far below what a stranger with many accounts could earn with its numbers. */
const SMS_PER_COUNTRY = 500;

type Environment = Readonly<Record<string, string | undefined>>;

/** Every fault at once, each a line that says what to set. */
export class ConfigFault extends Error {
  constructor(readonly faults: string[]) {
    super(faults.join("\n"));
    this.name = "ConfigFault";
  }
}

const UNITS: Record<string, number> = { ms: 1, s: SECOND, m: MINUTE, h: HOUR, d: DAY };

export const readConfig = (env: Environment = process.env): Config => {
  const faults: string[] = [];
  const text = (name: string) => env[name]?.trim() || null;

  const duration = (name: string, standard: number): number => {
    const value = text(name);
    if (value === null) return standard;
    const [, count, unit] = /^(\d+)(ms|s|m|h|d)$/.exec(value) ?? [];
    if (count && unit && Number(count) > 0) return Number(count) * (UNITS[unit] ?? 0);
    faults.push(`${name}=${value} is not a duration: write a number and ms, s, m, h or d, such as 10m.`);
    return standard;
  };

  const port = (name: string, standard: number): number => {
    const value = text(name) ?? String(standard);
    const number = Number(value);
    if (Number.isInteger(number) && number >= 0 && number < 65_536) return number;
    faults.push(`${name}=${value} is not a port: write a number from 0 to 65535.`);
    return standard;
  };

  const count = (name: string, standard: number): number => {
    const value = text(name) ?? String(standard);
    if (/^[1-9]\d{0,8}$/.test(value)) return Number(value);
    faults.push(`${name}=${value} is not a number from 1 on.`);
    return standard;
  };

  const oneOf = <T extends string>(name: string, words: readonly T[], standard: T): T => {
    const value = text(name) ?? standard;
    const known = words.find((it) => it === value);
    if (known === undefined) faults.push(`${name}=${value} is not one of ${words.join(", ")}.`);
    return known ?? standard;
  };

  /** A hundred years is for ever. */
  const days = (name: string, standard: number): number => {
    const number = count(name, standard);
    if (number <= 36_500) return number;
    faults.push(`${name}=${number} is more than 36500 days.`);
    return standard;
  };

  const url = (name: string, protocols: string[]): string | null => {
    const value = text(name);
    if (value === null) return null;
    if (URL.canParse(value) && protocols.includes(new URL(value).protocol)) return value.replace(/\/$/, "");
    faults.push(`${name} is not an address that starts with ${protocols.map((it) => `${it}//`).join(" or ")}.`);
    return null;
  };

  /** Checked by what will read it: a server that guessed whom to trust would believe any address. */
  const proxies = (name: string): string | null => {
    const value = text(name);
    if (value === null || /^\d{1,3}$/.test(value)) return value;
    try {
      proxyAddr.compile(value.split(/[\s,]+/));
    } catch {
      faults.push(`${name}=${value} is neither a number of hops nor networks: write 1, or 10.0.0.0/8 and the like.`);
    }
    return value;
  };

  const address = (name: string, standard: string): string => {
    const value = text(name) ?? standard;
    if (parseEmail(value) !== null) return value;
    faults.push(`${name} is not a plain mail address such as ${standard}.`);
    return standard;
  };

  const production = text("NODE_ENV") === "production";
  const listenOn = port("PORT", 4000);
  const publicUrl = url("PUBLIC_URL", ["http:", "https:"]) ?? `http://localhost:${listenOn}`;
  const codeTtl = text("CODE_TTL");
  const config: Config = {
    production,
    port: listenOn,
    publicUrl,
    mongoUrl: text("MONGO_URL"),
    dataDir: text("DATA_DIR") ?? ".data",
    redisUrl: url("REDIS_URL", ["redis:", "rediss:"]),
    smtpUrl: url("SMTP_URL", ["smtp:", "smtps:"]),
    mailFrom: address("MAIL_FROM", "no-reply@countersign.local"),
    dkim: dkimFrom(text, faults),
    googleCredentialsFile: text("GOOGLE_APPLICATION_CREDENTIALS"),
    twilio: twilioFrom(text, url("TWILIO_API_URL", ["http:", "https:"]), faults),
    smsPerCountry: count("SMS_PER_COUNTRY", SMS_PER_COUNTRY),
    secretKey: text("SECRET_KEY"),
    allowedOrigins: text("ALLOWED_ORIGINS")?.split(/[\s,]+/) ?? [new URL(publicUrl).origin],
    subgraphUrls: {
      account: url("ACCOUNT_URL", ["http:", "https:"]) ?? undefined,
      challenge: url("CHALLENGE_URL", ["http:", "https:"]) ?? undefined,
      "trusted-device": url("TRUSTED_DEVICE_URL", ["http:", "https:"]) ?? undefined,
      "login-activity": url("LOGIN_ACTIVITY_URL", ["http:", "https:"]) ?? undefined,
    },
    clientAppsFile: text("CLIENT_APPS"),
    trustProxy: proxies("TRUST_PROXY"),
    onlyPersistedOperations: oneOf("PERSISTED_OPERATIONS", ["optional", "required"], "optional") === "required",
    logLevel: oneOf("LOG_LEVEL", LOG_LEVELS, "warn"),
    nodeOptions: text("NODE_OPTIONS") ?? "",
    isTraced: ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"]
      .map((name) => url(name, ["http:", "https:"]))
      .some((it) => it !== null),
    geoipCityDb: text("GEOIP_CITY_DB"),
    geoipAsnDb: text("GEOIP_ASN_DB"),
    activityIpDays: days("ACTIVITY_IP_DAYS", 90),
    activityDays: days("ACTIVITY_DAYS", 400),
    ttl: {
      accessToken: duration("ACCESS_TOKEN_TTL", 10 * MINUTE),
      challenge: duration("CHALLENGE_TTL", 10 * MINUTE),
      mailCode: codeTtl ? duration("CODE_TTL", 10 * MINUTE) : 10 * MINUTE,
      shownCode: codeTtl ? duration("CODE_TTL", 5 * MINUTE) : 5 * MINUTE,
      resendInterval: duration("RESEND_INTERVAL", MINUTE),
      resetLink: duration("RESET_LINK_TTL", 30 * MINUTE),
    },
  };
  if (config.activityIpDays > config.activityDays)
    faults.push("ACTIVITY_IP_DAYS must not be more than ACTIVITY_DAYS: an address lives no longer than its row.");
  if (production) faults.push(...productionFaults(config));
  if (faults.length > 0) throw new ConfigFault([...new Set(faults)]);
  return config;
};

/** All of it or nothing: a part alone would be found out by the first code that does not come. */
const twilioFrom = (
  text: (name: string) => string | null,
  apiUrl: string | null,
  faults: string[],
): TwilioConfig | null => {
  const [accountSid, authToken, from] = [text("TWILIO_ACCOUNT_SID"), text("TWILIO_AUTH_TOKEN"), text("TWILIO_FROM")];
  if (!accountSid && !authToken && !from) return null;
  if (accountSid?.startsWith("AC") && authToken && from) return { accountSid, authToken, from, apiUrl };
  faults.push("For SMS set TWILIO_ACCOUNT_SID (AC…), TWILIO_AUTH_TOKEN and TWILIO_FROM together.");
  return null;
};

const productionFaults = (config: Config): string[] => [
  ...(config.secretKey ? [] : ["SECRET_KEY must be set in production: 32 random bytes or more, as text."]),
  ...(config.mongoUrl ? [] : ["MONGO_URL must be set in production: the address of a replica set."]),
  ...(config.smtpUrl ? [] : ["SMTP_URL must be set in production, with TLS: smtps://… or smtp://…?requireTLS=true."]),
  ...(config.smtpUrl && !hasTls(config.smtpUrl)
    ? ["SMTP_URL must use TLS in production: smtps://… or ?requireTLS=true."]
    : []),
  ...(config.publicUrl.startsWith("https://") ? [] : ["PUBLIC_URL must be an https:// address in production."]),
];

const hasTls = (smtpUrl: string): boolean =>
  smtpUrl.startsWith("smtps:") || new URL(smtpUrl).searchParams.get("requireTLS") === "true";
