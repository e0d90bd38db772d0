import type { Viewer } from "../kernel/viewer.ts";
import type { StaffRole } from "../kernel/vocabulary.ts";
import type { Accounts } from "./account.ts";
import { isOnShift, type Sessions } from "./session.ts";

/**
 * The first of these roles that works for the viewer, or null. Roles are read each time, and work only within twelve hours of a
 * sign-in with a second step that was not EMAIL, while the account is not protected.
 */
export type WorkingRole = (viewer: Viewer, roles: readonly StaffRole[], at: Date) => Promise<StaffRole | null>;

type Needs = { accounts: Pick<Accounts, "byIds">; sessions: Pick<Sessions, "byIds"> };

export const workingRole =
  ({ accounts, sessions }: Needs): WorkingRole =>
  async ({ accountId, sessionId }, roles, at) => {
    const [[account], [session]] = await Promise.all([accounts.byIds([accountId]), sessions.byIds([sessionId])]);
    if (!account || account.protectedAt || !session || !isOnShift(session, at)) return null;
    return roles.find((role) => account.roles.includes(role)) ?? null;
  };
