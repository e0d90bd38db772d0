import { destination, pino, type Logger } from "pino";

export type Log = Logger;

export const LOG_LEVELS = ["debug", "info", "warn", "error"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Names under which a secret or an address could come along with something that is logged whole. None is meant to be. */
const NEVER = ["password", "newPassword", "code", "ticket", "token", "accessToken", "refreshToken", "deviceToken"];
const PERSONAL = ["email", "to", "phoneNumber", "ip", "authorization", "secret", "answer", "variables"];

/** JSON lines on standard error, so that standard output stays for what a person asked to see. */
export const createLog = (name: string, level: LogLevel = "warn"): Log => {
  const paths = [...NEVER, ...PERSONAL].flatMap((it) => [it, `*.${it}`, `*.*.${it}`]);
  return pino({ name, level, base: undefined, redact: { paths, remove: true } }, destination({ dest: 2, sync: false }));
};
