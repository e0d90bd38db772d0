import { wordOf } from "./api.ts";
import { word } from "./words.ts";

/** An element that the page is made with. One that is missing is a fault of ours, seen at the first try. */
export const the = (id: string): HTMLElement => {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no #${id}`);
  return element;
};
export const field = (id: string): HTMLInputElement => the(id) as HTMLInputElement;

type State = "aria-busy" | "aria-disabled";

/** By attribute: the properties of the same names are younger than browsers that are still in use. */
export const setState = (element: Element, state: State, isSo: boolean): void =>
  element.setAttribute(state, String(isSo));
const hasState = (element: Element | null, state: State): boolean => element?.getAttribute(state) === "true";

const titleOfSite = document.title.split(" · ").at(-1) ?? "";

/** Shows one state of the page and hides the others. Focus goes to its heading, so that it is read out and Tab goes on from there. */
export const show = (state: string, { isFirst = false } = {}): void => {
  for (const section of document.querySelectorAll<HTMLElement>("[data-state]"))
    section.hidden = section.dataset.state !== state;
  const heading = document.querySelector<HTMLElement>(`[data-state="${state}"] h1`);
  if (!heading) return;
  document.title = `${heading.textContent} · ${titleOfSite}`;
  if (isFirst) return;
  heading.tabIndex = -1;
  heading.focus();
  window.scrollTo(0, 0);
};

const templates = new WeakMap<HTMLElement, string>();

/** Puts facts into the text of an element, which holds the places for them. The facts stand out, and are text, never markup. */
export const fill = (id: string, facts: Record<string, string>): void => {
  const element = the(id);
  const template = templates.get(element) ?? element.textContent;
  templates.set(element, template);
  const parts = template.split(/{{(\w+)}}/).map((part, nth) => {
    if (nth % 2 === 0) return part;
    const strong = document.createElement("b");
    strong.textContent = facts[part] ?? "";
    strong.classList.toggle("whole", !strong.textContent.includes(" "));
    return strong;
  });
  element.replaceChildren(...parts);
};

export const list = (id: string, texts: readonly string[]): void => {
  the(id).replaceChildren(
    ...texts.map((text) => {
      const item = document.createElement("li");
      item.textContent = text;
      return item;
    }),
  );
};

/** Read out without taking the focus. Emptied first, so that the same words are read out again. */
export const announce = (text: string): void => {
  const live = the("live");
  live.textContent = "";
  setTimeout(() => (live.textContent = text), 50);
};

/** What is wrong, in the form where it is wrong; with the field that it is about, which then has the focus. */
export const complain = (form: HTMLElement, text: string, about?: HTMLInputElement): void => {
  const problem = form.querySelector<HTMLElement>(".problem");
  if (!problem) return;
  problem.textContent = text;
  problem.hidden = text === "";
  for (const input of form.querySelectorAll("input")) input.removeAttribute("aria-invalid");
  if (!text || !about) return;
  about.setAttribute("aria-invalid", "true");
  about.setAttribute("aria-errormessage", problem.id);
  about.focus();
};

/** What a button or a form does: once at a time, with what goes wrong said where it was asked for. */
const act = async (form: HTMLElement, button: HTMLButtonElement | null, action: () => Promise<void>): Promise<void> => {
  if (hasState(form, "aria-busy") || hasState(button, "aria-disabled")) return;
  setState(form, "aria-busy", true);
  button?.classList.add("busy");
  complain(form, "");
  try {
    await action();
  } catch (error) {
    complain(form, word(wordOf(error)));
  } finally {
    setState(form, "aria-busy", false);
    button?.classList.remove("busy");
  }
};

export const onSubmit = (id: string, action: () => Promise<void>): void => {
  const form = the(id) as HTMLFormElement;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void act(form, form.querySelector<HTMLButtonElement>("button[type=submit]"), action);
  });
};

export const onClick = (id: string, action: () => void | Promise<void>): void => {
  const button = the(id) as HTMLButtonElement;
  const form = button.closest("form") ?? button.closest("section") ?? document.body;
  button.addEventListener("click", () => void act(form, button, async () => action()));
};
