import type { RiskRule } from "./rule.ts";

/** People sign in from homes and phones; scripts, and who hides behind a VPN, from data centres. */
export const hostingNetwork: RiskRule = {
  signal: "HOSTING_NETWORK",
  applies: ({ place }) => place.network === "HOSTING",
};
