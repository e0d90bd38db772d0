import type { Clock } from "../kernel/clock.ts";
import { badInput, unauthenticated } from "../kernel/refusal.ts";
import type { Viewer } from "../kernel/viewer.ts";
import type { Accounts } from "./account.ts";
import type { PasswordHashes } from "./password-hash.ts";
import type { AccountPort } from "./port.ts";
import type { ShownSecurityQuestion, shownSecurityQuestion } from "./security-question.ts";

export type SecurityQuestionDisabled = { kind: "SecurityQuestionDisabled"; message: string };
export type SetSecurityQuestionResult = ShownSecurityQuestion | SecurityQuestionDisabled;

type Needs = {
  accounts: Pick<Accounts, "byIds" | "setSecurityQuestion">;
  hashes: PasswordHashes;
  show: ReturnType<typeof shownSecurityQuestion>;
  requireFresh: AccountPort["requireFresh"];
  now: Clock;
};

const LONGEST = 200;

const readText = (field: string, text: string): string => {
  const plain = text.normalize("NFC").trim();
  if (plain.length === 0 || plain.length > LONGEST) throw badInput(field, `must have from 1 to ${LONGEST} characters.`);
  return plain;
};

/** Sets or changes the question, until two-step verification is set up for the first time: from then on it is refused. */
export const setSecurityQuestion =
  ({ accounts, hashes, show, requireFresh, now }: Needs) =>
  async (viewer: Viewer, typed: { question: string; answer: string }): Promise<SetSecurityQuestionResult> => {
    const question = readText("input.question", typed.question);
    const answer = readText("input.answer", typed.answer);
    await requireFresh(viewer, now());
    const [account] = await accounts.byIds([viewer.accountId]);
    if (!account) throw unauthenticated();
    if ((await show(account)).status === "DISABLED_FOR_EVER")
      return {
        kind: "SecurityQuestionDisabled",
        message: "Two-step verification has been set up for this account: the security question is off for ever.",
      };
    // As people say it aloud, and not as they spell it.
    const securityQuestion = { question, answerHash: await hashes.hash(answer.toLowerCase()) };
    await accounts.setSecurityQuestion(account.id, securityQuestion);
    return show({ ...account, securityQuestion });
  };
