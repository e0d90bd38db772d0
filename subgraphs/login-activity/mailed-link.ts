import { DAY } from "../kernel/clock.ts";

/** "Was it you?", asked by mail about a row of the activity. */
export type MailedLink = { id: string; tokenDigest: string; accountId: string; activityId: string; expiresAt: Date };

export const MAILED_LINK_LIFE_MS = 3 * DAY;

export interface MailedLinks {
  forget(accountId: string): Promise<void>;
  add(link: MailedLink): Promise<void>;
  /** Ended or not; null when it is unknown. */
  byToken(tokenDigest: string): Promise<MailedLink | null>;
}
