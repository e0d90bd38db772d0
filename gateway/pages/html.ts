import { escapeHtml } from "../../subgraphs/kernel/letter.ts";

/** Markup, as opposed to text that somebody wrote. */
export type Html = { readonly markup: string };

type Part = string | number | Html | null | readonly Part[];

/** Whatever is put into it is escaped, unless it is markup made by this same tag. Indentation stays in the source. */
export const html = (texts: TemplateStringsArray, ...parts: Part[]): Html => ({
  markup: texts.map((text, nth) => text.replace(/\n\s+/g, "\n") + markupOf(parts[nth] ?? null)).join(""),
});

const markupOf = (part: Part): string => {
  if (part === null) return "";
  if (typeof part === "string" || typeof part === "number") return escapeHtml(String(part));
  return "markup" in part ? part.markup : part.map(markupOf).join("");
};

/** What a script reads from the page. No `<` in it, so that nothing within can end the element. */
export const json = (value: unknown): Html => ({ markup: JSON.stringify(value).replaceAll("<", "\\u003c") });
