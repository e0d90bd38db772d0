import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { LANGUAGES } from "../../subgraphs/kernel/language.ts";
import { quoted } from "../../subgraphs/kernel/letter.ts";
import { EVIL, LETTERS, url } from "./letters.ts";

const ALL = Object.entries(LETTERS).flatMap(([name, write]) =>
  LANGUAGES.map((language) => ({ name, language, letter: write(language) })),
);

const SUBGRAPHS = fileURLToPath(new URL("../../subgraphs/", import.meta.url));

const lettersIn = async (file: string): Promise<string[]> =>
  Object.keys((await import(`${SUBGRAPHS}${file}`)) as object).filter((name) => name.endsWith("Letter"));

/** What a person reads of a page of HTML. */
const readable = (html: string): string =>
  html
    .replace(/<style[\s\S]*?<\/style>|<title[\s\S]*?<\/title>|<!--[\s\S]*?-->/g, " ")
    .replace(/<[^>]+>/g, "\n")
    .replace(
      /&(lt|gt|quot|#39|amp);/g,
      (sign) => ({ lt: "<", gt: ">", quot: '"', "#39": "'", amp: "&" })[sign.slice(1, -1)]!,
    );

describe("every letter", () => {
  it.each(ALL)("says the same in both its parts: $name, $language", ({ letter: { subject, text, html } }) => {
    const squeezed = text.replace(/\s+/g, "");
    const said = readable(html)
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "" && line !== subject);
    for (const line of said) expect(squeezed).toContain(line.replace(/\s+/g, ""));
    expect(html).toContain(`<h1`);
  });

  it.each(ALL)("is whole, and in its language: $name, $language", ({ language, letter: { subject, text, html } }) => {
    expect(`${subject}${text}`).not.toMatch(/\bundefined\b|\bnull\b|\bNaN\b|Invalid Date|\[object/);
    expect(html).toContain(`<html lang="${language}" dir="ltr"`);
    expect(subject).not.toMatch(/[\r\n]/);
    expect(subject.length).toBeLessThanOrEqual(70);
    expect(text).toMatch(/\n-- \nCountersign\n/);
  });

  it.each(ALL)(
    "loads nothing, and leads nowhere but to us: $name, $language",
    ({ name, language, letter: { text, html } }) => {
      expect(html).not.toMatch(
        /<(img|link|script|iframe|form|object|video|base)\b|<[^>]*\s(src|srcset|background|poster)=|url\(|@import/i,
      );
      const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href);
      // The page speaks as the letter does; the one that asks about the account says so in English, too.
      const isTold = language !== "en" || name === "newSignInLetter";
      const spoken = isTold ? url.replace("#", `?lang=${language}#`) : url;
      for (const href of links) expect(href).toBe(spoken);
      // Whoever reads only the text has the address in full.
      if (links.length > 0) expect(text).toContain(`\n${spoken}\n`);
    },
  );

  it.each(ALL)("calls the app by its name: $name, $language", ({ letter: { subject, text } }) => {
    expect(`${subject}${text}`).not.toMatch(/\bkasa\b/);
  });

  it.each(ALL)("takes a client's name for text: $name, $language", ({ letter: { subject, text, html } }) => {
    expect(`${subject}${text}`).not.toMatch(/\r|\u202e|^Bcc/m);
    expect(html).not.toContain("<img");
    expect(html).not.toContain(`"onload`);
    if (text.includes("<img")) expect(readable(html)).toContain(quoted(EVIL));
  });
});

describe("the letters above", () => {
  it("are all that the project can send", async () => {
    const written: string[] = [];
    for (const file of await readdir(SUBGRAPHS, { recursive: true }))
      if (file.endsWith(".mail.ts")) written.push(...(await lettersIn(file)));

    expect(Object.keys(LETTERS).sort()).toEqual(written.sort());
  });

  it("are each in a file of letters, and every mail is one", async () => {
    for (const file of await readdir(SUBGRAPHS, { recursive: true })) {
      if (!file.endsWith(".ts")) continue;
      const source = await readFile(`${SUBGRAPHS}${file}`, "utf8");
      const makes = /import \{[^}]*\bletter\b[^}]*\} from "[./]*kernel\/letter\.ts"/.test(source);
      expect([file, makes]).toEqual([file, file.endsWith(".mail.ts")]);
      // A mail is put into the outbox with a letter in it, which no text written there could replace.
      for (const [mail] of source.matchAll(/\{\s*channel: "MAIL",[^;]*/g))
        expect([file, mail]).toEqual([file, expect.stringMatching(/\.\.\.letter|Letter\(/)]);
    }
  });
});

describe("a name that a client chose", () => {
  it("is cut at sixty characters, between two of them, and keeps to its line", () => {
    expect(quoted("a\r\nb\u0000c\u2028d\u202ee")).toBe("a  b c d e");
    expect([...quoted("😀".repeat(70))]).toHaveLength(60);
    expect(quoted("😀".repeat(70))).toMatch(/^😀+…$/u);
    expect(quoted("Ada's phone")).toBe("Ada's phone");
  });
});
