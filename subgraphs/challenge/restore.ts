import type { UndoableChange } from "../account/port.ts";
import { VERIFICATION_METHODS } from "../kernel/vocabulary.ts";
import type { Authenticators } from "./authenticator.ts";
import type { Challenges } from "./challenge.ts";
import { parseMobileNumber, type Phones } from "./phone.ts";
import type { RecoveryCodes } from "./recovery-codes.ts";
import type { TwoSteps } from "./two-step.ts";

type Needs = {
  twoSteps: TwoSteps;
  phones: Phones;
  authenticators: Authenticators;
  recoveryCodes: RecoveryCodes;
  challenges: Pick<Challenges, "withdraw">;
};

/** Puts back what a change of this subgraph's state took away. Joins the transaction. */
export type Restore = (accountId: string, change: UndoableChange, at: Date) => Promise<void>;

export const restore = (needs: Needs): Restore => {
  const { twoSteps, authenticators, recoveryCodes } = needs;
  return async (accountId, change, at) => {
    switch (change.kind) {
      case "TWO_STEP_DISABLED":
        await twoSteps.enable(accountId, change.enabledBy, at);
        return;
      case "PHONE_CHANGED":
        await authenticators.restore(accountId, change.removedAuthenticatorIds);
        return restoreNumber(needs, accountId, change.previousNumber, at);
      case "METHOD_ADDED":
        if (change.authenticatorId) await authenticators.remove(accountId, [change.authenticatorId], at);
        else if (change.method === "RECOVERY_CODE") await recoveryCodes.remove(accountId);
        return;
      case "METHOD_REMOVED":
        if (change.authenticatorId) await authenticators.restore(accountId, [change.authenticatorId]);
        return;
      case "METHOD_ALLOWED":
        await twoSteps.setAllowed(accountId, change.method, change.wasAllowed, [...VERIFICATION_METHODS]);
        return;
      // Of the account, which restores them itself.
      case "EMAIL_CHANGED":
      case "PASSWORD_CHANGED":
        return;
    }
  };
};

const restoreNumber = async (
  { phones, challenges }: Needs,
  accountId: string,
  previous: string | null,
  at: Date,
): Promise<void> => {
  const number = previous && (await parseMobileNumber(previous));
  if (number) await phones.set(accountId, { ...number, confirmedAt: at });
  else await phones.remove(accountId);
  await challenges.withdraw(accountId, "SMS", false, at);
};
