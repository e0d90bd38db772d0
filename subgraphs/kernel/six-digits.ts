import { badInput } from "./refusal.ts";

const SIX_DIGITS = /^\d{6}$/;

export const isSixDigits = (code: string): boolean => SIX_DIGITS.test(code);

/** As people type them: spaces and full-width digits are read as the digits they are. What can't be a code costs no attempt. */
export const readSixDigits = (typed: string, path = "input.code"): string => {
  const code = typed.slice(0, 100).normalize("NFKC").replace(/[\s-]/g, "");
  if (!isSixDigits(code)) throw badInput(path, "is not a code of six digits.");
  return code;
};
