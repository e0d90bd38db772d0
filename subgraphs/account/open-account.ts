import type { Clock } from "../kernel/clock.ts";
import { badInput } from "../kernel/refusal.ts";
import type { Opened, Viewer } from "../kernel/viewer.ts";
import type { LoginActivityPort } from "../login-activity/port.ts";
import type { Accounts } from "./account.ts";
import type { AccountPort } from "./port.ts";

type Needs = {
  accounts: Pick<Accounts, "byIds" | "byEmail">;
  requireStaff: AccountPort["requireStaff"];
  activity: Pick<LoginActivityPort, "record">;
  now: Clock;
};

/** By the one or the other. */
export type Sought = { id: string | null; email: string | null };

/** Opens somebody's account to support or to an administrator; null where there is none. Its owner reads of the role, not of the name. */
export const openAccount =
  ({ accounts, requireStaff, activity, now }: Needs) =>
  async (viewer: Viewer, { id, email }: Sought): Promise<Opened | null> => {
    const at = now();
    const role = await requireStaff(viewer, ["ADMIN", "SUPPORT"], at);
    if ((id === null) === (email === null)) throw badInput(id === null ? "id" : "email", "give an id or an email.");
    const account = id === null ? await accounts.byEmail(email ?? "") : (await accounts.byIds([id]))[0];
    if (!account) return null;
    if (account.id !== viewer.accountId)
      await activity.record({ kind: "STAFF_ACCESS", accountId: account.id, staffRole: role }, {}, at);
    return { accountId: account.id, role };
  };
