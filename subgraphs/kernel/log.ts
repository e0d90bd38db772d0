import { destination, pino, type Logger } from "pino";

export type Log = Logger;

/** JSON lines on standard error, so that standard output stays for what a person asked to see. No body, code or token is ever logged. */
export const createLog = (name: string, level = "warn"): Log =>
  pino({ name, level, base: undefined }, destination({ dest: 2, sync: false }));
