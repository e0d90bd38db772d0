import { SECOND } from "../../../subgraphs/kernel/clock.ts";
import { newSortableId } from "../../../subgraphs/kernel/id.ts";
import type { RiskSignal, VerificationMethod } from "../../../subgraphs/kernel/vocabulary.ts";
import type { LoginActivityKind, StoredActivity } from "../../../subgraphs/login-activity/activity.ts";
import { weighted, type Dice } from "./dice.ts";
import { versionAt, type Dweller } from "./dweller.ts";

/** As MongoDB keeps it. */
export type StoredRow = Omit<StoredActivity, "id"> & { _id: string };

type Part = { who: Dweller; at: Date; share: number; risks?: RiskSignal[] };
type Act = { kind: LoginActivityKind; method?: VerificationMethod; isNobody?: boolean };

export const rowOf = ({ who, at, share, risks = [] }: Part, { kind, method, isNobody = false }: Act): StoredRow => ({
  _id: newSortableId(at),
  at,
  kind,
  accountId: isNobody ? null : who.accountId,
  appId: who.appId,
  appVersion: versionAt(who, share),
  device: who.device,
  installationId: who.installationId,
  staffRole: null,
  wasMe: null,
  method: method ?? null,
  ipAddress: who.ipAddress,
  network: who.network,
  location: {
    city: who.country.city,
    region: null,
    countryCode: who.country.code,
    provider: who.provider.name,
    network: who.provider.network,
  },
  coordinates: { latitude: who.country.latitude, longitude: who.country.longitude },
  risks,
});

const METHODS: readonly VerificationMethod[] = ["APP_NOTIFICATION", "EMAIL", "SMS", "AUTHENTICATOR", "RECOVERY_CODE"];
const BY_METHOD = [55, 25, 10, 9, 1];
const RARE: readonly LoginActivityKind[] = [
  ...(["SIGNED_UP", "EMAIL_CONFIRMED", "PASSWORD_CHANGED", "PASSWORD_RESET_REQUESTED", "PASSWORD_RESET"] as const),
  ...(["DEVICE_REMOVED", "TWO_STEP_ENABLED", "METHOD_ADDED", "SESSION_REVOKED", "SIGN_IN_REFUSED_OLD_APP"] as const),
];

/** What one visit leaves behind: mistyped passwords, a second step that is tried again, the sign-in, the sign-out. */
export const visit = (who: Dweller, at: Date, share: number, dice: Dice): StoredRow[] => {
  const rows: StoredRow[] = [];
  let moment = at;
  const isElsewhere = dice.happens(0.04);
  const risks: RiskSignal[] = isElsewhere
    ? ["NEW_DEVICE", ...(dice.happens(0.3) ? ["NEW_PROVIDER" as const] : [])]
    : [];
  const act = (it: Act) => {
    rows.push(rowOf({ who, at: moment, share, risks }, it));
    moment = new Date(moment.getTime() + (2 + dice.below(40)) * SECOND);
  };

  if (dice.happens(0.02)) act({ kind: dice.one(RARE) });
  while (dice.happens(0.18)) act({ kind: "SIGN_IN_FAILED" });
  if (dice.happens(0.04)) return rows;
  const method = METHODS[weighted(BY_METHOD, dice.roll())] ?? "EMAIL";
  const isAsked = who.hasTwoStep && (isElsewhere || dice.happens(0.1));
  if (isAsked) {
    act({ kind: "VERIFICATION_REQUESTED", method });
    while (dice.happens(0.12)) act({ kind: "VERIFICATION_FAILED", method });
    if (dice.happens(0.08)) {
      act({ kind: dice.one(["VERIFICATION_EXPIRED", "VERIFICATION_CANCELLED", "VERIFICATION_DENIED"]), method });
      return rows;
    }
  }
  act({ kind: "SIGNED_IN", ...(isAsked ? { method } : {}) });
  if (isAsked && dice.happens(0.7)) act({ kind: "DEVICE_TRUSTED", method });
  if (dice.happens(0.15)) act({ kind: "SIGNED_OUT" });
  return rows;
};
