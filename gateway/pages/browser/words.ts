type Facts = Record<string, string | number>;

/** The texts that a script says, as the server put them into the page: in its language, with their places for facts. */
const texts = JSON.parse(document.getElementById("words")?.textContent ?? "{}") as Record<string, string>;
const { lang } = document.documentElement;
const plurals = new Intl.PluralRules(lang);

/** One text. A `count` among the facts chooses the form of the plural. */
export const word = (key: string, facts: Facts = {}): string => {
  const form = typeof facts.count === "number" ? plurals.select(facts.count) : "";
  const text = texts[key] ?? texts[`${key}_${form}`] ?? texts[`${key}_other`] ?? key;
  return text.replace(/{{(\w+)}}/g, (place, name: string) => String(facts[name] ?? place));
};

const moments = new Intl.DateTimeFormat(lang, { dateStyle: "full", timeStyle: "short" });
const times = new Intl.DateTimeFormat(lang, { timeStyle: "short" });

/** On the clock and calendar of whoever reads it. */
export const moment = (iso: string): string => moments.format(new Date(iso));
export const time = (iso: string): string => times.format(new Date(iso));

const countries = new Intl.DisplayNames(lang, { type: "region" });

/** The name of a country; its code where that is none. */
export const country = (code: string): string => {
  try {
    return countries.of(code) ?? code;
  } catch {
    return code;
  }
};
