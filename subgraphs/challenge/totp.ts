import { Secret, TOTP } from "otpauth";
import { SECOND } from "../kernel/clock.ts";

const PERIOD_S = 30;
const SECRET_BYTES = 20;
const ISSUER = "Countersign";

/** RFC 6238 as every authenticator app knows it: SHA-1, six digits, thirty seconds. */
const totp = (secret: string, label = ""): TOTP =>
  new TOTP({
    issuer: ISSUER,
    label,
    algorithm: "SHA1",
    digits: 6,
    period: PERIOD_S,
    secret: Secret.fromBase32(secret),
  });

/** 160 random bits, in base 32 (RFC 4226, 4, R6). */
export const newTotpSecret = (): string => new Secret({ size: SECRET_BYTES }).base32;

/** What the QR code holds. */
export const totpUri = (secret: string, email: string): string => totp(secret, email).toString();

const stepAt = (at: Date): number => Math.floor(at.getTime() / (PERIOD_S * SECOND));

/** How many steps the maker of this code is ahead of this moment, behind it where less than none; null: further, or no code of it. */
const stepsAhead = (secret: string, code: string, at: Date, window: number): number | null =>
  totp(secret).validate({ token: code, timestamp: at.getTime(), window });

/** The step of which this is the code, one step early or late included; null: of none. */
export const stepOfCode = (secret: string, code: string, at: Date): number | null => {
  const ahead = stepsAhead(secret, code, at, 1);
  return ahead === null ? null : stepAt(at) + ahead;
};

const FAR_OFF = 10;

/** How far the clock of a phone is off that made this code, in seconds, if it is within five minutes; before it is trusted. */
export const secondsOff = (secret: string, code: string, at: Date): number | null => {
  const ahead = stepsAhead(secret, code, at, FAR_OFF);
  return ahead === null ? null : ahead * PERIOD_S;
};
