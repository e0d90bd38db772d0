import { createInstance, type i18n } from "i18next";
import { languageOf, LANGUAGES, type Language } from "./language.ts";

/**
 * Words for people, in every language that we speak. Whoever needs words keeps them beside what they belong to, in a file
 * of their own that says all of it in all eight languages:
 *
 *     // goodbye.words.ts
 *     export const goodbyeWords = words({
 *       en: { subject: "Goodbye, {{name}}", devices_one: "{{count}} device", devices_other: "{{count}} devices" },
 *       sv: { … }, ru: { subject: …, devices_one: …, devices_few: …, devices_many: … }, …
 *     });
 *     // goodbye.mail.ts
 *     const say = goodbyeWords(locale);
 *     say("subject", { name }); say("devices", { count: 3 });
 *
 * A key that lacks a language, a plural form or a value does not compile; `test/kernel/words.test.ts` sees to the
 * placeholders. Values stand in the text as they are: what makes HTML of it escapes the whole.
 */
export const words = <const English extends Texts>(catalogue: Catalogue<English>): Words<English> => {
  let made: i18n | null = null;
  const speak: Speak<English> = (locale) => {
    made ??= translator(catalogue);
    const translate = made.getFixedT(languageOf(locale));
    // Apart from i18next's own options, and never read for references to other words: a client may have chosen a name.
    return (key, ...[values]: [Record<string, string | number>?]) =>
      translate(key, {
        nest: false,
        replace: values ?? {},
        ...(values?.count !== undefined && { count: Number(values.count) }),
      });
  };
  return Object.assign(speak, { catalogue });
};

/** Made when the first word is asked for: most processes speak few of the catalogues. */
const translator = (catalogue: Readonly<Record<Language, Texts>>): i18n => {
  const instance = createInstance();
  void instance.init({
    initAsync: false,
    fallbackLng: "en",
    resources: Object.fromEntries(LANGUAGES.map((it) => [it, { translation: catalogue[it] }])),
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
  });
  return instance;
};

type Texts = Readonly<Record<string, string>>;
type PluralForm = "zero" | "one" | "two" | "few" | "many" | "other";

/** What a text is asked for by: its key without the form of a plural. */
type Stem<Key> = Key extends `${infer Base}_${PluralForm}` ? Base : Key;
type PluralStem<Key> = Key extends `${infer Base}_${PluralForm}` ? Base : never;

type Named<Text> = Text extends `${string}{{${infer Name}}}${infer Rest}` ? Name | Named<Rest> : never;
type TextsOf<English, S extends string> = English[keyof English & (S | `${S}_${PluralForm}`)];
type NamesIn<English, S extends string> =
  Named<TextsOf<English, S>> | (S extends PluralStem<keyof English> ? "count" : never);
type Values<English, S extends string> = {
  [Name in NamesIn<English, S>]: Name extends "count" ? number : string | number;
};

/** The forms that whole numbers take in each language, by CLDR; a test holds them against `Intl.PluralRules`. */
type Forms = { ru: "one" | "few" | "many"; zh: "other" } & Record<"sv" | "de" | "fr" | "es" | "pt", "one" | "other">;

/** The same keys as in English, with the plural forms that the language has. */
type Translated<English, Form extends PluralForm> = {
  readonly [Key in keyof English as Stem<Key> extends Key ? Key : never]: string;
} & { readonly [Base in PluralStem<keyof English> as `${Base}_${Form}`]: string };

type Catalogue<English> = { readonly en: English } & {
  readonly [It in Exclude<Language, "en">]: Translated<English, Forms[It]>;
};

/** One text, with what stands in it. */
export type Say<English> = <S extends Stem<keyof English> & string>(
  key: S,
  ...values: NamesIn<English, S> extends never ? [] : [Values<English, S>]
) => string;

/** In the language of any BCP 47 tag; in English for one that we do not speak. */
type Speak<English> = (locale: string | null) => Say<English>;

type Words<English> = Speak<English> & { catalogue: Catalogue<English> };
