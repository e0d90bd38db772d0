import type { ChallengePort } from "../challenge/port.ts";
import type { Account } from "./account.ts";

/** What helps a person without two-step verification to be known by support. The answer opens nothing. */
export type SecurityQuestion = { question: string; answerHash: string };

export const SECURITY_QUESTION_STATUSES = ["NOT_SET", "SET", "DISABLED_FOR_EVER"] as const;
export type ShownSecurityQuestion = {
  kind: "SecurityQuestion";
  status: (typeof SECURITY_QUESTION_STATUSES)[number];
  question: string | null;
};

type Needs = { challenge: Pick<ChallengePort, "twoStepOf"> };

/** Gone for ever once two-step verification has been set up, whatever is still kept. */
export const shownSecurityQuestion =
  ({ challenge }: Needs) =>
  async ({ id, securityQuestion }: Pick<Account, "id" | "securityQuestion">): Promise<ShownSecurityQuestion> => {
    const kind = "SecurityQuestion";
    const { firstEnabledAt } = await challenge.twoStepOf(id);
    if (firstEnabledAt) return { kind, status: "DISABLED_FOR_EVER", question: null };
    return securityQuestion
      ? { kind, status: "SET", question: securityQuestion.question }
      : { kind, status: "NOT_SET", question: null };
  };
