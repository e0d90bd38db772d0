import type { Language } from "../../subgraphs/kernel/language.ts";
import type { Html } from "./html.ts";

/** A hosted page: what stands at its path, in any language. */
export type Page = {
  path: string;
  /** The file in browser/ that makes it act. */
  script: ScriptName;
  content: (language: Language) => Content;
};

export type ScriptName = "forgot-password" | "reset-password" | "undo" | "was-it-you";

export type Content = {
  title: string;
  /** Each state of the page; all are hidden until the script shows one. */
  states: Html[];
  /** Texts that the script says itself. */
  spoken: Record<string, string>;
};

/** Of a catalogue, in one language: the texts of these keys, in all their plural forms. */
export const spokenOf = (texts: Readonly<Record<string, string>>, keys: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    Object.entries(texts).filter(([key]) => keys.includes(key) || keys.includes(key.replace(/_[a-z]+$/, ""))),
  );
