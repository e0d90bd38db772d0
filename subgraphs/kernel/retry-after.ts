import { later, SECOND } from "./clock.ts";

/** Retry-After, in seconds or as a date (RFC 9110, 10.2.3); null where it says neither. */
export const momentOf = (retryAfter: unknown, at: Date): Date | null => {
  if (typeof retryAfter !== "string") return null;
  if (/^\d+$/.test(retryAfter)) return later(at, Number(retryAfter) * SECOND);
  const date = new Date(retryAfter);
  return Number.isNaN(date.getTime()) ? null : date;
};
