import { registerEnumType } from "type-graphql";
import {
  CHALLENGE_STATUSES,
  LINK_STATES,
  NETWORK_KINDS,
  RISK_SIGNALS,
  ROLES,
  VERIFICATION_METHODS,
} from "../vocabulary.ts";

/** A GraphQL enum whose values are their own names, from the list that the nouns use. */
export const enumOf = <T extends string>(name: string, values: readonly T[], description?: string): Record<T, T> => {
  const pairs = Object.fromEntries(values.map((it) => [it, it])) as Record<T, T>;
  registerEnumType(pairs, { name, description });
  return pairs;
};

export const VerificationMethodEnum = enumOf("VerificationMethod", VERIFICATION_METHODS);
export const ChallengeStatusEnum = enumOf(
  "ChallengeStatus",
  CHALLENGE_STATUSES,
  "PENDING → APPROVED → COMPLETED, or PENDING → COMPLETED by code; the others end it.",
);
export const NetworkKindEnum = enumOf("NetworkKind", NETWORK_KINDS);
export const RiskSignalEnum = enumOf("RiskSignal", RISK_SIGNALS);
export const RoleEnum = enumOf("Role", ROLES);
export const LinkStateEnum = enumOf(
  "LinkState",
  LINK_STATES,
  "Of a mailed link. USED: it works once. ENDED: its time is over, or something newer took its place. UNKNOWN: none of ours, or not remembered any more; also whatever was guessed.",
);
