import type { RiskRule } from "./rule.ts";

/** People sign in from homes and phones; scripts, and who hides behind a VPN, from data centres. */
export const hostingNetwork: RiskRule = {
  signal: "HOSTING_NETWORK",
  reason: "The sign-in came from a data centre or a VPN, not from a home or a phone.",
  applies: ({ place }) => place.network === "HOSTING",
};
