import type { RiskRule } from "./rule.ts";

/** People change their provider seldom, so that a new one tells a stranger from the same town where the country can't. */
export const newProvider: RiskRule = {
  signal: "NEW_PROVIDER",
  applies: ({ place: { provider } }, { knownProviders }) =>
    provider !== null && knownProviders.size > 0 && !knownProviders.has(provider),
};
