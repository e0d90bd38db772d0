import type { RiskRule } from "./rule.ts";

/** Failed tries in an hour: people mistype a few times, those who guess go on. */
const MANY_FAILURES = 5;

/** A try after many failed ones may be the guess that was right. */
export const manyFailures: RiskRule = {
  signal: "MANY_FAILURES",
  applies: (_attempt, { recentFailures }) => recentFailures >= MANY_FAILURES,
};
