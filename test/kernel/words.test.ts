import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { countryIn, LANGUAGES, languageFor, languageOf, momentIn } from "../../subgraphs/kernel/language.ts";
import { words } from "../../subgraphs/kernel/words.ts";
import { languageAsked } from "../../gateway/accept-language.ts";

type Texts = Record<string, string>;
type Found = { name: string; texts: Record<string, Texts> };

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Every catalogue of the project: whatever a `*.words.ts` exports. */
const catalogues = async (): Promise<Found[]> => {
  const found: Found[] = [];
  for (const folder of ["subgraphs", "gateway"])
    for (const file of await readdir(`${ROOT}${folder}`, { recursive: true })) {
      if (!file.endsWith(".words.ts")) continue;
      const exported = (await import(`${ROOT}${folder}/${file}`)) as Record<string, { catalogue: Found["texts"] }>;
      for (const [name, { catalogue }] of Object.entries(exported)) found.push({ name, texts: catalogue });
    }
  return found;
};

const PLURAL = /_(zero|one|two|few|many|other)$/;
const stemOf = (key: string) => key.replace(PLURAL, "");
const stems = (texts: Texts) => [...new Set(Object.keys(texts).map(stemOf))].sort();
const placeholders = (text: string) => [...text.matchAll(/\{\{(.*?)\}\}/g)].map(([, name]) => name).sort();

/** The plural forms that a language needs for whole numbers up to a thousand. */
const formsOf = (language: string) => {
  const rules = new Intl.PluralRules(language);
  return [...new Set(Array.from({ length: 1_001 }, (_, count) => rules.select(count)))].sort();
};

/** Which placeholders a text needs, form by form; `count` may stay unsaid where the form says it ("one device"). */
const needs = (texts: Texts, stem: string) =>
  [
    ...new Set(
      Object.entries(texts)
        .filter(([key]) => stemOf(key) === stem)
        .flatMap(([, text]) => placeholders(text)),
    ),
  ].sort();

describe("the words of the project", () => {
  it("are there in every language, key by key", async () => {
    const all = await catalogues();
    expect(all.length).toBeGreaterThan(0);
    for (const { name, texts } of all)
      for (const language of LANGUAGES)
        expect({ name, language, keys: stems(texts[language]!) }).toEqual({ name, language, keys: stems(texts.en!) });
  });

  it("say the same: no placeholder is lost or made up, and nothing is empty", async () => {
    for (const { name, texts } of await catalogues())
      for (const language of LANGUAGES)
        for (const stem of stems(texts.en!))
          expect({ name, language, stem, needs: needs(texts[language]!, stem) }).toEqual({
            ...{ name, language, stem },
            needs: needs(texts.en!, stem),
          });
    for (const { texts } of await catalogues())
      for (const language of LANGUAGES)
        for (const text of Object.values(texts[language]!)) {
          expect(text).toBe(text.trim());
          expect(text).not.toBe("");
        }
  });

  it("have the plural forms of each language, and no other", async () => {
    for (const { name, texts } of await catalogues())
      for (const language of LANGUAGES) {
        const keys = Object.keys(texts[language]!).filter((key) => PLURAL.test(key));
        for (const stem of new Set(keys.map(stemOf)))
          expect({
            ...{ name, language, stem },
            forms: keys
              .filter((key) => stemOf(key) === stem)
              .map((key) => key.slice(stem.length + 1))
              .sort(),
          }).toEqual({ name, language, stem, forms: formsOf(language) });
      }
  });
});

const greeting = words({
  en: { hello: "Hello, {{name}}", left_one: "one left", left_other: "{{count}} left" },
  sv: { hello: "Hej, {{name}}", left_one: "en kvar", left_other: "{{count}} kvar" },
  ru: {
    hello: "Привет, {{name}}",
    left_one: "остался {{count}}",
    left_few: "осталось {{count}} (few)",
    left_many: "осталось {{count}} (many)",
  },
  de: { hello: "Hallo, {{name}}", left_one: "eins übrig", left_other: "{{count}} übrig" },
  fr: { hello: "Bonjour {{name}}", left_one: "{{count}} restant", left_other: "{{count}} restants" },
  es: { hello: "Hola, {{name}}", left_one: "queda uno", left_other: "quedan {{count}}" },
  pt: { hello: "Olá, {{name}}", left_one: "resta {{count}}", left_other: "restam {{count}}" },
  zh: { hello: "您好，{{name}}", left_other: "还剩 {{count}} 个" },
});

describe("speaking to a person", () => {
  it("happens in the language of the tag, whatever region or script it names", () => {
    expect(greeting("sv")("hello", { name: "Ada" })).toBe("Hej, Ada");
    expect(greeting("pt-BR")("hello", { name: "Ada" })).toBe("Olá, Ada");
    expect(greeting("zh-Hans-CN")("hello", { name: "Ada" })).toBe("您好，Ada");
    expect(greeting("RU-ru")("hello", { name: "Ada" })).toBe("Привет, Ada");
  });

  it.each([["fi"], ["tlh"], ["x"], ["not a tag"], [""], ["../../etc/passwd"], ["__proto__"], [null]])(
    "falls back to English for %j",
    (locale) => {
      expect(greeting(locale)("hello", { name: "Ada" })).toBe("Hello, Ada");
      expect(languageOf(locale)).toBe("en");
    },
  );

  it("counts as each language does", () => {
    const counted = (locale: string) => [1, 2, 5, 21].map((count) => greeting(locale)("left", { count }));
    expect(counted("en")).toEqual(["one left", "2 left", "5 left", "21 left"]);
    expect(counted("zh")).toEqual(["还剩 1 个", "还剩 2 个", "还剩 5 个", "还剩 21 个"]);
    expect(counted("ru")).toEqual(["остался 1", "осталось 2 (few)", "осталось 5 (many)", "остался 21"]);
  });

  it("takes a name for a name, whatever it looks like", () => {
    for (const name of ["$t(left)", "{{name}}", "$& $1 $$", "<b>&amp;", "$t(hello, { 'name': 'x' })", "constructor"])
      expect(greeting("en")("hello", { name })).toBe(`Hello, ${name}`);
  });

  it("says a moment with its zone, and a country by its name", () => {
    const at = new Date("2026-11-21T08:04:59Z");
    expect(momentIn("en", at)).toBe("November 21, 2026 at 08:04 UTC");
    for (const language of LANGUAGES) expect(momentIn(language, at)).toMatch(/2026.* 0?8:04 UTC$/);
    expect([countryIn("de", "SE"), countryIn("zh", "SE"), countryIn("en", "?!")]).toEqual(["Schweden", "瑞典", "?!"]);
  });
});

describe("Accept-Language", () => {
  it.each([
    ["pt-BR,pt;q=0.9,en;q=0.8", "pt"],
    ["en;q=0.4, sv-SE;q=0.9", "sv"],
    ["fi, ru;q=0.5, en;q=0.4", "ru"],
    ["zh-Hant-TW", "zh"],
    ["de;q=0, fr", "fr"],
    ["*", null],
    ["fi", null],
    ["", null],
    [";;;,,,=q", null],
    [undefined, null],
  ])("%j asks for %j", (header, language) => {
    expect(languageAsked(header)).toBe(language);
  });

  it("costs nothing to read when it is as long as a header can be: only its beginning counts", () => {
    expect(languageAsked(`de,${"fi,".repeat(5_000)}`)).toBe("de");
    expect(languageAsked(`${"fi,".repeat(5_000)}de`)).toBeNull();
    expect(languageFor("de-".repeat(5_000))).toBeNull();
  });
});
