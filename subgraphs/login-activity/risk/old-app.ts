import type { RiskRule } from "./rule.ts";

/** An app from before two-step verification is a way around it, so its use is worth a look even by its owner. */
export const oldApp: RiskRule = {
  signal: "OLD_APP",
  reason: "The app is too old for two-step verification.",
  applies: ({ isOldApp }) => isOldApp,
};
