import { languageOf } from "./language.ts";

/** What a mail says, in both its forms. */
export type Letter = { subject: string; text: string; html: string };

export type Paragraph = string | { code: string } | { link: { label: string; url: string } };

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign);

/** Names that a client chose are cut and stripped of control characters before they stand in a letter. */
export const quoted = (name: string): string => {
  // eslint-disable-next-line no-control-regex -- control characters are exactly what must go
  const plain = name.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, " ").trim();
  return plain.length > 60 ? `${plain.slice(0, 59)}…` : plain;
};

const htmlOf = (paragraph: Paragraph): string => {
  if (typeof paragraph === "string") return `<p style="margin:0 0 16px">${escapeHtml(paragraph)}</p>`;
  if ("code" in paragraph)
    return `<p style="margin:0 0 16px;font:600 32px/1.3 ui-monospace,Menlo,Consolas,monospace;letter-spacing:.12em">${escapeHtml(paragraph.code)}</p>`;
  const { label, url } = paragraph.link;
  return `<p style="margin:0 0 16px"><a href="${escapeHtml(url)}">${escapeHtml(label)}</a></p>`;
};

const textOf = (paragraph: Paragraph): string => {
  if (typeof paragraph === "string") return paragraph;
  return "code" in paragraph ? `    ${paragraph.code}` : `${paragraph.link.label}:\n${paragraph.link.url}`;
};

/** One plain layout for every letter: no image, nothing remote. */
export const letter = (subject: string, paragraphs: Paragraph[], locale = "en"): Letter => ({
  subject,
  text: `${paragraphs.map(textOf).join("\n\n")}\n\n-- \nCountersign\n`,
  html: `<!doctype html><html lang="${languageOf(locale)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${escapeHtml(subject)}</title></head><body style="margin:0;padding:32px 16px;font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif"><main style="max-width:520px;margin:0 auto"><h1 style="font-size:20px;margin:0 0 20px">${escapeHtml(subject)}</h1>${paragraphs.map(htmlOf).join("")}<p style="margin:24px 0 0;font-size:13px;opacity:.7">Countersign</p></main></body></html>`,
});
