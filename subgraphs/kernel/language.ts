/** What everything for people is written in. English is the one that the others fall back to. */
export const LANGUAGES = ["en", "sv", "ru", "de", "fr", "es", "pt", "zh"] as const;
export type Language = (typeof LANGUAGES)[number];

/** The one of ours that a BCP 47 tag means (pt-BR is pt, zh-Hans-CN is zh), or null: another one, or no tag at all. */
export const languageFor = (tag: string): Language | null => {
  // Intl.Locale would say the same, at a tenth of a millisecond for each request.
  const [, primary] = /^([a-z]{2,3})(?:-[a-z0-9]{1,8})*$/i.exec(tag) ?? [];
  return LANGUAGES.find((it) => it === primary?.toLowerCase()) ?? null;
};

/** For whom nothing better is known: English. */
export const languageOf = (locale: string | null): Language => (locale === null ? null : languageFor(locale)) ?? "en";

/** A moment in words, always with its zone: "November 21, 2026 at 08:04 UTC". */
export const momentIn = (language: Language, at: Date): string => {
  const zoned = new Intl.DateTimeFormat(language, {
    dateStyle: "long",
    timeStyle: "short",
    hourCycle: "h23",
    timeZone: "UTC",
  });
  return `${zoned.format(at)} UTC`;
};

/** "Sweden", "Schweden"; the code itself where it names no country. */
export const countryIn = (language: Language, countryCode: string): string => {
  try {
    return new Intl.DisplayNames(language, { type: "region" }).of(countryCode) ?? countryCode;
  } catch {
    return countryCode;
  }
};
