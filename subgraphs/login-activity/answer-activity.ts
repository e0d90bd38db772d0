import type { Transact } from "../kernel/mongo.ts";
import type { Viewer } from "../kernel/viewer.ts";
import type { Origin } from "../kernel/vocabulary.ts";
import type { AccountSecured, Protect } from "../account/port.ts";
import { hasSucceeded, type Activities, type LoginActivity } from "./activity.ts";

/** What an owner says of a row: in a session, or by a link that was mailed. */
export type Answer = { row: LoginActivity; accountId: string; wasMe: boolean; saidBy: Viewer | "MAILED_LINK" };

/** Null for "that was me", which from then on quiets its device and provider. */
export type AnswerActivity = (answer: Answer, origin: Partial<Origin>) => Promise<AccountSecured | null>;

type Needs = { activities: Activities; protect: Protect; transact: Transact };

/** "It was not me" stands once it was said; said again it does what is left to do. */
export const answerActivity =
  ({ activities, protect, transact }: Needs): AnswerActivity =>
  ({ row, accountId, wasMe, saidBy }, origin) =>
    transact(async () => {
      await activities.answer(row, wasMe);
      if (wasMe) return null;
      const { at: since, installationId } = row;
      const disowned = hasSucceeded(row) ? { since, installationId } : null;
      return protect({ accountId, saidBy, disowned, origin });
    });
