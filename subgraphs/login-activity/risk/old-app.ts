import type { RiskRule } from "./rule.ts";

/** An app from before two-step verification is a way around it, so its use is worth a look even by its owner. */
export const oldApp: RiskRule = {
  signal: "OLD_APP",
  applies: ({ isOldApp }) => isOldApp,
};
