import { DAY, HOUR, later } from "../kernel/clock.ts";

/** The reset of somebody who has none of the methods at hand: it waits, so that the owner of a trusted device can stop it. */
export type ResetHold = { accountId: string; heldAt: Date; opensAt: Date; endsAt: Date };

export interface ResetHolds {
  /** Begins one, unless one is there; `isNew` for the single caller that did. */
  hold(accountId: string, at: Date): Promise<{ hold: ResetHold; isNew: boolean }>;
  /** Waiting or open; null when there is none, or it has ended. */
  of(accountId: string, at: Date): Promise<ResetHold | null>;
  endEvery(): Promise<void>;
  /** True for the single caller that ends it. */
  end(accountId: string, at: Date): Promise<boolean>;
}

const HOLD_MS = 24 * HOUR;
/** For a link to be asked for, once it is open; after that the account is as well guarded as before. */
const OPEN_MS = 3 * DAY;

export const newHold = (accountId: string, at: Date): ResetHold => ({
  accountId,
  heldAt: at,
  opensAt: later(at, HOLD_MS),
  endsAt: later(at, HOLD_MS + OPEN_MS),
});
