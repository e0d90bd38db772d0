import { SuggestPasswordDocument } from "../../../sdk/operations.ts";
import { ask } from "./api.ts";
import { announce, complain, field, onClick, the } from "./screen.ts";
import { watchStrength, type PasswordCheck } from "./strength.ts";
import { word } from "./words.ts";

const form = the("choose");
const fields = { first: field("password"), again: field("again") };
const both = Object.values(fields);

const strength = watchStrength(fields.first);

const setShown = (isShown: boolean): void => {
  for (const it of both) it.type = isShown ? "text" : "password";
  the("show").textContent = word(isShown ? "hide" : "show");
};

/** Written over rather than set, so that browsers and password managers see it as typed. */
const write = (password: string): void => {
  for (const it of both) {
    it.value = password;
    it.dispatchEvent(new Event("input", { bubbles: true }));
  }
};

/** The two fields of a new password. */
export const passwordForm = {
  /** The password, or null after saying what is wrong with the fields. */
  read: (): string | null => {
    const { first, again } = fields;
    const length = [...first.value].length;
    const fault = (text: string, about: HTMLInputElement) => {
      complain(form, text, about);
      return null;
    };
    if (length < 8) return fault(word("tooShort"), first);
    if (length > 128) return fault(word("tooLong"), first);
    if (first.value !== again.value) return fault(word("different"), again);
    return first.value;
  },
  refuse: (check: PasswordCheck): void => {
    strength.judge(check);
    complain(form, word(check.breached ? "breached" : "tooWeak"), fields.first);
  },
  /** Nothing of it stays in the page. */
  clear: () => {
    for (const it of both) it.value = "";
  },
};

onClick("show", () => setShown(fields.first.type === "password"));
onClick("suggest", async () => {
  const { result } = await ask(SuggestPasswordDocument, {});
  write(result.suggestPassword);
  setShown(true);
  fields.first.focus();
  announce(word("suggested"));
});
