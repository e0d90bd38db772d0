import { countryIn, languageOf } from "./language.ts";
import { locationWords } from "./location.words.ts";
import type { Location, NetworkKind } from "./vocabulary.ts";

/** What people read beside a place. */
export const locationNotice = (network: NetworkKind, locale: string | null): string => {
  const say = locationWords(locale);
  return `${say("source")} ${say(network)}`;
};

/** "Umeå, Västerbotten, Sweden", as far as it is known. */
export const placeIn = (locale: string | null, location: Location | null): string => {
  const country = location?.countryCode ? countryIn(languageOf(locale), location.countryCode) : null;
  const place = [location?.city, location?.region, country].filter(Boolean).join(", ");
  return place || locationWords(locale)("unknownPlace");
};

/** The shortest name of it, where there is room for one word: "Umeå", else "Sweden". */
export const townIn = (locale: string | null, location: Location | null): string => {
  if (location?.city) return location.city;
  if (location?.countryCode) return countryIn(languageOf(locale), location.countryCode);
  return locationWords(locale)("unknownPlace");
};
