import type { Clock } from "../kernel/clock.ts";
import type { Transact } from "../kernel/mongo.ts";
import { badInput, forbidden, notFound } from "../kernel/refusal.ts";
import type { Opened, Viewer } from "../kernel/viewer.ts";
import type { Role } from "../kernel/vocabulary.ts";
import type { LoginActivityPort } from "../login-activity/port.ts";
import type { Accounts } from "./account.ts";
import type { AccountPort } from "./port.ts";

type Needs = {
  accounts: Pick<Accounts, "byIds" | "setRole">;
  requireStaff: AccountPort["requireStaff"];
  requireFresh: AccountPort["requireFresh"];
  activity: Pick<LoginActivityPort, "record">;
  transact: Transact;
  now: Clock;
};

export type RoleOf = { accountId: string; role: Role };

/** Gives somebody a role or takes it away; a second time changes nothing. It counts from their next request on. */
export const changeRole =
  ({ accounts, requireStaff, requireFresh, activity, transact, now }: Needs) =>
  async (viewer: Viewer, { accountId, role }: RoleOf, isHeld: boolean): Promise<Opened> => {
    const at = now();
    await requireStaff(viewer, ["ADMIN"], at);
    if (accountId === viewer.accountId) throw forbidden("Nobody changes their own roles: ask another administrator.");
    await requireFresh(viewer, at);
    if (role === "USER") throw badInput("role", "USER is everybody's, and can't be given or taken.");
    await transact(async () => {
      const [account] = await accounts.byIds([accountId]);
      if (!account) throw notFound("account");
      // The answer opens the account in any case: where nothing changed, it was only looked at.
      const kind = (await accounts.setRole(accountId, role, isHeld)) ? "ROLE_CHANGED" : "STAFF_ACCESS";
      await activity.record({ kind, accountId, staffRole: "ADMIN" }, {}, at);
    });
    return { accountId, role: "ADMIN" };
  };
