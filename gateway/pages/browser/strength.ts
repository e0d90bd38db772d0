import type { PasswordCheck } from "./answers.ts";
import { ask } from "./api.ts";
import { CHECK_PASSWORD } from "./documents.ts";
import { list, the } from "./screen.ts";
import { word } from "./words.ts";

const QUIET_MS = 350;
const SHORTEST = 8;

/** The bar, its word, and the advice below it. The word is in a live region: it is read out when typing pauses. */
export const showStrength = ({ score, acceptable, breached, advice }: PasswordCheck): void => {
  const meter = the("meter");
  // A score of nothing still lights one part: an empty bar looks like one that waits.
  meter.dataset.score = String(acceptable ? score : Math.min(score, 1));
  meter.hidden = false;
  the("strength").textContent = word("strength", {
    strength: word(breached ? "strengthBreached" : `strength${score}`),
  });
  list("password-advice", advice);
};

const clear = (): void => {
  the("meter").hidden = true;
  the("strength").textContent = "";
  list("password-advice", []);
};

/** Asks how strong a password is when whoever types it pauses. An answer that a newer keystroke overtook is dropped. */
export const watchStrength = (field: HTMLInputElement): void => {
  let timer: ReturnType<typeof setTimeout> | undefined;

  const look = async (): Promise<void> => {
    const password = field.value;
    try {
      const { result } = await ask<PasswordCheck>(CHECK_PASSWORD, { password });
      if (field.value === password) showStrength(result);
    } catch {
      // It is a help, and what it would have said is said again when the password is saved.
      clear();
    }
  };

  field.addEventListener("input", () => {
    clearTimeout(timer);
    if ([...field.value].length < SHORTEST) clear();
    else timer = setTimeout(() => void look(), QUIET_MS);
  });
};
