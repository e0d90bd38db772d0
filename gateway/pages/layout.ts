import { html, type Html } from "./html.ts";

const SIGN = "m7.5 9 5 5-5 5M14 17.5l2.5 2.5 5-9";

const MARK = html`<svg viewBox="0 0 28 28" aria-hidden="true">
  <rect class="mark-back" width="28" height="28" rx="8" />
  <path class="mark-sign" d="${SIGN}" />
</svg>`;

const ICON = `data:image/svg+xml,${encodeURIComponent(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 28 28"><rect width="28" height="28" rx="8" fill="#1d5a9e"/><path d="${SIGN}" fill="none" stroke="#fff" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"/></svg>`,
)}`;

type Layout = { language: string; title: string; style: string; main: Html; end: Html };

/** What every page of ours has around its content. */
export const layout = ({ language, title, style, main, end }: Layout): string =>
  html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${title} · Countersign</title>
        <link rel="icon" href="${ICON}" />
        ${element("style", style)}
      </head>
      <body>
        <header class="brand">${MARK} Countersign</header>
        <main>${main}</main>
        ${end}
      </body>
    </html> `.markup;

/** Holds what we built ourselves, to the letter: the policy knows it by its hash. Nothing in it may end the element. */
export const element = (name: "style" | "script", content: string): Html => {
  if (/<\/(style|script)|<!--/i.test(content)) throw new Error(`the ${name} holds the end of its own element`);
  return { markup: `<${name}>${content}</${name}>` };
};
