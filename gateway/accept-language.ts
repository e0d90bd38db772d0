import Negotiator from "negotiator";
import { languageFor, type Language } from "../subgraphs/kernel/language.ts";

/** Browsers send less than a fifth of it; a header of 16 KiB would cost half a second. */
const LONGEST = 500;

/**
 * The language that a client asks for most and that we speak (RFC 9110, 12.5.4). Null where it names none: a lone `*`, as
 * many libraries send it, asks for nothing, and the account's own language is better than a guess.
 */
export const languageAsked = (acceptLanguage: string | undefined): Language | null => {
  if (acceptLanguage === undefined) return null;
  const wanted = new Negotiator({ headers: { "accept-language": acceptLanguage.slice(0, LONGEST) } }).languages();
  return wanted.map(languageFor).find((it) => it !== null) ?? null;
};
