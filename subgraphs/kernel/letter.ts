import { languageOf, type Language } from "./language.ts";
import { LETTER_LAYOUT } from "./letter-layout.ts";
import { letterWords } from "./letter.words.ts";

/** What a mail says, in both its forms. */
export type Letter = { subject: string; text: string; html: string };

export type Paragraph =
  | string
  /** Said by the way. */
  | { small: string }
  | { code: string }
  | { link: { label: string; url: string } }
  /** What happened: when, where, on what. */
  | { facts: Fact[] }
  /** What to do about what its reader did not do. */
  | { notYou: string[] };

export type Fact = { label: string; value: string };

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign);

/** Names that a client chose are cut, and stripped of what would break a line or turn the text around it. */
export const quoted = (name: string): string => {
  const plain = name.replace(/[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, " ").trim();
  const signs = [...plain];
  return signs.length > 60 ? `${signs.slice(0, 59).join("")}…` : plain;
};

/** One of our own links, which end with a secret: its page speaks this language, whichever the browser prefers. */
export const speaking = (url: string, language: Language): string =>
  url.replace(/(?<!\?lang=\w+)#(?=[\w-]{40,}$)/, `?lang=${language}#`);

/** The page behind a link speaks as the letter does. English needs no word for it. */
const spoken = (paragraph: Paragraph, language: Language): Paragraph => {
  if (typeof paragraph === "string" || !("link" in paragraph) || language === "en") return paragraph;
  const { label, url } = paragraph.link;
  return { link: { label, url: speaking(url, language) } };
};

/** A letter in the reader's language and in the one layout: no image, nothing remote, nothing that tells it was read. */
export const letter = (subject: string, written: Paragraph[], locale = "en"): Letter => {
  const language = languageOf(locale);
  const paragraphs = written.map((it) => spoken(it, language));
  const say = letterWords(locale);
  const notYou = say("notYou");
  const footer = say("footer");
  const body = paragraphs.map((it) => htmlOf(it, notYou)).join("");
  const preview = paragraphs.find((it) => typeof it === "string") ?? "";
  const shown = { lang: language, subject, preview, footer };
  return {
    subject,
    text: `${[...paragraphs.map((it) => textOf(it, notYou)), "-- \nCountersign", footer].join("\n\n")}\n`,
    html: fill(LETTER_LAYOUT.sheet, { ...escaped(shown), body }),
  };
};

const escaped = (values: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, escapeHtml(value)]));

/** In one pass, so that nothing in a value is taken for a place to fill. */
const fill = (block: string, html: Record<string, string>): string =>
  block.replace(/\{\{(\w+)\}\}/g, (_, name: string) => html[name] ?? "");

const htmlOf = (paragraph: Paragraph, notYou: string): string => {
  const { paragraph: plain, small, code, facts, row, button, notice, line } = LETTER_LAYOUT;
  if (typeof paragraph === "string") return fill(plain, escaped({ text: paragraph }));
  if ("small" in paragraph) return fill(small, escaped({ text: paragraph.small }));
  if ("code" in paragraph) return fill(code, escaped({ code: paragraph.code }));
  if ("link" in paragraph) return fill(button, escaped(paragraph.link));
  if ("facts" in paragraph) return fill(facts, { row: paragraph.facts.map((it) => fill(row, escaped(it))).join("") });
  const lines = paragraph.notYou.map((text) => fill(line, escaped({ text }))).join("");
  return fill(notice, { ...escaped({ title: notYou }), line: lines });
};

const textOf = (paragraph: Paragraph, notYou: string): string => {
  if (typeof paragraph === "string") return paragraph;
  if ("small" in paragraph) return paragraph.small;
  if ("code" in paragraph) return `    ${paragraph.code}`;
  if ("link" in paragraph) return `${paragraph.link.label}:\n${paragraph.link.url}`;
  if ("facts" in paragraph) return paragraph.facts.map(({ label, value }) => `${label}: ${value}`).join("\n");
  return [`${notYou}:`, ...paragraph.notYou].join("\n");
};
