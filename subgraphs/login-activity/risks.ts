import { hostingNetwork } from "./risk/hosting-network.ts";
import { impossibleTravel } from "./risk/impossible-travel.ts";
import { manyFailures } from "./risk/many-failures.ts";
import { newCountry } from "./risk/new-country.ts";
import { newDevice } from "./risk/new-device.ts";
import { newProvider } from "./risk/new-provider.ts";
import { oldApp } from "./risk/old-app.ts";
import type { Attempt, Past, RiskRule, RiskSignal } from "./risk/rule.ts";

export type { Attempt, Past, RiskSignal };

/** Every rule, in the order in which people see their signals. A new one is its file, a line here, a value of the enum and its words. */
export const RISK_RULES: readonly RiskRule[] = [
  newDevice,
  newCountry,
  newProvider,
  impossibleTravel,
  manyFailures,
  oldApp,
  hostingNetwork,
];

/** What is unusual about the attempt. Signals inform a person and an analyst; none of them refuses a sign-in. */
export const risksOf = (attempt: Attempt, past: Past): RiskSignal[] =>
  RISK_RULES.filter(({ applies }) => applies(attempt, past)).map(({ signal }) => signal);
