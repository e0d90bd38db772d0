import type { UndoableChange } from "../account/port.ts";
import type { TwoSteps } from "./two-step.ts";

type Needs = { twoSteps: TwoSteps };

/** Puts back what a change of this subgraph's state took away. Joins the transaction. */
export type Restore = (accountId: string, change: UndoableChange, at: Date) => Promise<void>;

export const restore =
  ({ twoSteps }: Needs): Restore =>
  async (accountId, change, at) => {
    switch (change.kind) {
      case "TWO_STEP_DISABLED":
        await twoSteps.enable(accountId, change.enabledBy, at);
        return;
      case "PHONE_CHANGED":
      case "METHOD_ADDED":
      case "METHOD_REMOVED":
      case "METHOD_ALLOWED":
      // Of the account, which restores them itself.
      case "EMAIL_CHANGED":
      case "PASSWORD_CHANGED":
        return;
    }
  };
