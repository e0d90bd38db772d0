import type { RiskRule } from "./rule.ts";

/** The country is the one part of a place by IP that is mostly right, and most people sign in from one or two. */
export const newCountry: RiskRule = {
  signal: "NEW_COUNTRY",
  applies: ({ place: { countryCode } }, { knownCountries }) =>
    countryCode !== null && knownCountries.size > 0 && !knownCountries.has(countryCode),
};
