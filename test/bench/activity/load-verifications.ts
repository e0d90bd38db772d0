import type { Connection } from "mongoose";
import { DAY, SECOND } from "../../../subgraphs/kernel/clock.ts";
import type { VerificationMethod } from "../../../subgraphs/kernel/vocabulary.ts";
import type { Verification } from "../../../subgraphs/login-activity/verification.ts";
import { dice, weighted, type Dice } from "./dice.ts";
import { COUNTRIES } from "./places.ts";

type Wanted = { rows: number; days: number; until: Date };

const METHODS: readonly VerificationMethod[] = ["APP_NOTIFICATION", "EMAIL", "SMS", "AUTHENTICATOR", "RECOVERY_CODE"];
const BY_METHOD = [55, 25, 10, 9, 1];
const BATCH = 5_000;

/** A second step: most are answered, by the method they began with, soon. */
const verification = (nth: number, askedAt: Date, accounts: number, roll: Dice): Verification => {
  const method = METHODS[weighted(BY_METHOD, roll.roll())] ?? "EMAIL";
  const answeredBy = roll.happens(0.85) ? (roll.happens(0.9) ? method : "EMAIL") : null;
  const answeredAt = answeredBy ? new Date(askedAt.getTime() + (3 + roll.roll() ** 3 * 500) * SECOND) : null;
  const country =
    COUNTRIES[
      weighted(
        COUNTRIES.map(({ share }) => share),
        roll.roll(),
      )
    ] ?? COUNTRIES[0];
  const isSent = method === "APP_NOTIFICATION" || method === "EMAIL" || method === "SMS";
  return {
    ...{
      id: `verification-${nth}`,
      accountId: `account-${roll.below(accounts)}`,
      method,
      askedAt,
      answeredAt,
      answeredBy,
    },
    ...{
      appId: roll.one(["kasa", "tapo", "aginet", "portal"]),
      appVersion: roll.one(["3.0.0", "3.1.0", "3.1.2", "3.2.0"]),
    },
    osName: roll.one(["Android", "iOS", "Windows"]),
    location: { countryCode: country.code, network: roll.one(["UNKNOWN", "CELLULAR", "FIXED"]) },
    risks: roll.happens(0.1) ? ["NEW_DEVICE"] : [],
    sends: isSent ? [{ method, at: askedAt }] : [],
    acknowledgedAt: method === "APP_NOTIFICATION" && answeredAt ? askedAt : null,
    signedInAt: answeredAt,
  };
};

/** Second steps, spread evenly over the days, that no roll-up has counted; for the funnel. */
export const loadVerifications = async (connection: Connection, { rows, days, until }: Wanted): Promise<void> => {
  const collection = connection.collection<{ _id: string }>("verifications");
  const roll = dice(rows);
  const from = until.getTime() - days * DAY;
  for (let done = 0; done < rows; done += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, rows - done) }, (_, i) => {
      const askedAt = new Date(from + ((done + i) / rows) * days * DAY);
      const { id, ...rest } = verification(done + i, askedAt, Math.max(50, rows / 8), roll);
      return { _id: id, ...rest };
    });
    await collection.insertMany(batch, { ordered: false, writeConcern: { w: 1, j: false } });
  }
};
