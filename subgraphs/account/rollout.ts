import { createHash } from "node:crypto";

/** How far two-step verification has been rolled out among the accounts of an app. Shipped to all. */
export const SHIPPED_PERCENT = 100;

const BUCKETS = 10_000;

export interface Rollouts {
  /** Read at each use: what an administrator sets is true everywhere with the answer. */
  percentOf(appId: string): Promise<number>;
  set(appId: string, percent: number, at: Date): Promise<void>;
}

/** Where an account stands in line for an app: the same place always, and another one for another app. */
export const bucketOf = (appId: string, accountId: string): number =>
  Number.parseInt(createHash("sha256").update(`${appId}:${accountId}`).digest("hex").slice(0, 12), 16) % BUCKETS;

/** A higher percentage reaches everybody whom a lower one reached. */
export const isReached = (bucket: number, percent: number): boolean => bucket * 100 < percent * BUCKETS;

/** Whether the account's batch has been reached. */
export const offersTwoStep =
  (rollouts: Pick<Rollouts, "percentOf">) =>
  async (appId: string, accountId: string): Promise<boolean> =>
    isReached(bucketOf(appId, accountId), await rollouts.percentOf(appId));
