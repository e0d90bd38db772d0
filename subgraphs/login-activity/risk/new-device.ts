import type { RiskRule } from "./rule.ts";

/** A stolen password is used from the thief's own device; the first device an account ever has tells nothing. */
export const newDevice: RiskRule = {
  signal: "NEW_DEVICE",
  applies: ({ installationId }, { knownInstallations, last }) =>
    (knownInstallations.size > 0 || last !== null) && !knownInstallations.has(installationId),
};
