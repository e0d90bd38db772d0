import { randomInt } from "node:crypto";
import { badInput } from "./refusal.ts";
import { readSixDigits } from "./six-digits.ts";
import type { VerificationMethod } from "./vocabulary.ts";

/** Crockford's base 32: no letter that is read as another or as a digit. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/** Of five bits each: 80 in all. */
export const RECOVERY_CODE_LENGTH = 16;
const RECOVERY_CODE = new RegExp(`^[${ALPHABET}]{${RECOVERY_CODE_LENGTH}}$`);

/** As a person gets it, in groups of four. */
export const newRecoveryCode = (): string => {
  const signs = Array.from({ length: RECOVERY_CODE_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]);
  return signs.join("").replace(/(.{4})(?=.)/g, "$1-");
};

/** In its one form, whatever the case, spaces and dashes, and the letters that are taken for digits; null: it is none. */
export const parseRecoveryCode = (typed: string): string | null => {
  const plain = typed
    .slice(0, 100)
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, "");
  const code = plain.replace(/[IL]/g, "1").replace(/O/g, "0");
  return RECOVERY_CODE.test(code) ? code : null;
};

/**
 * A code as typed, in its one form. Without a method it may be of either shape: the challenge knows its own. What can't be a
 * code of the method is BAD_USER_INPUT, and costs no attempt.
 */
export const readTypedCode = (typed: string, method: VerificationMethod | null, path = "input.code"): string => {
  const recovery = method === "RECOVERY_CODE" || method === null ? parseRecoveryCode(typed) : null;
  if (recovery) return recovery;
  if (method === "RECOVERY_CODE") throw badInput(path, "is not a recovery code.");
  return readSixDigits(typed, path);
};
