import { CheckPasswordDocument, type CheckPasswordMutation } from "../../../sdk/operations.ts";
import { ask } from "./api.ts";
import { list, the } from "./screen.ts";
import { word } from "./words.ts";

export type PasswordCheck = CheckPasswordMutation["checkPassword"];

const QUIET_MS = 350;
const SHORTEST = 8;
/** What helps most comes first; a longer list is not read. */
const MOST_ADVICE = 3;

/** The bar, its word, and the advice below it. The word is in a live region: it is read out when typing pauses. */
const say = ({ score, acceptable, breached, advice }: PasswordCheck): void => {
  // What is refused is weak, however long it took to guess it without knowing whose it is.
  const shown = acceptable ? score : Math.min(score, 1);
  const strength = word(breached ? "strengthBreached" : `strength${shown}`);
  the("meter").dataset.score = String(shown);
  the("meter").hidden = false;
  the("strength").textContent = word("strength", { strength });
  list("password-advice", advice.slice(0, MOST_ADVICE));
  the("password-hint").hidden = true;
};

const sayNothing = (): void => {
  the("meter").hidden = true;
  the("strength").textContent = "";
  list("password-advice", []);
  the("password-hint").hidden = false;
};

/** Asks how strong a password is when whoever types it pauses. What was overtaken by a newer keystroke is not said. */
export const watchStrength = (field: HTMLInputElement): { judge(check: PasswordCheck): void } => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let turn = 0;

  const look = async (asked: number): Promise<void> => {
    try {
      const { result } = await ask(CheckPasswordDocument, { password: field.value });
      if (asked === turn) say(result.checkPassword);
    } catch {
      // It is a help, and what it would have said is said when the password is saved.
      if (asked === turn) sayNothing();
    }
  };
  const begin = (): number => {
    clearTimeout(timer);
    return (turn += 1);
  };

  field.addEventListener("input", () => {
    const asked = begin();
    if ([...field.value].length < SHORTEST) sayNothing();
    else timer = setTimeout(() => void look(asked), QUIET_MS);
  });
  return {
    /** The verdict on what was saved, which knows whose password it is to be; no answer that is under way comes after it. */
    judge: (check) => {
      begin();
      say(check);
    },
  };
};
