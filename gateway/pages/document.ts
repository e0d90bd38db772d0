import { LANGUAGES, type Language } from "../../subgraphs/kernel/language.ts";
import { commonWords } from "./common.words.ts";
import { html, json, type Html } from "./html.ts";
import { element, layout } from "./layout.ts";
import { spokenOf, type Content } from "./page.ts";

/** Said by every script, whatever its page. */
const SPOKEN = [
  ...["rateLimited", "unavailable", "failed", "refused", "tooMany"],
  ...["resend", "resendIn", "resent", "ended"],
];

const OWN_NAMES: Record<Language, string> = {
  en: "English",
  sv: "Svenska",
  ru: "Русский",
  de: "Deutsch",
  fr: "Français",
  es: "Español",
  pt: "Português",
  zh: "中文",
};

const languageLink = (language: Language, current: Language): Html =>
  html`<li>
    <a
      href="?lang=${language}"
      hreflang="${language}"
      lang="${language}"
      ${language === current ? html` aria-current="true"` : null}
      >${OWN_NAMES[language]}</a
    >
  </li>`;

export type Assets = { style: string; script: string };

/**
 * The whole of a page. Style and script stand within it, so that it is one answer, and so that a gateway of another version can't
 * answer for half of it; the policy allows them by their hashes. Until the script shows a state, what is read is that it is needed.
 */
export const documentOf = (
  language: Language,
  { title, states, spoken }: Content,
  { style, script }: Assets,
): string => {
  const say = commonWords(language);
  const words = { ...spokenOf(commonWords.catalogue[language], SPOKEN), ...spoken };
  return layout({
    ...{ language, title, style },
    main: html`<section data-state="needs-script">
        <h1>${say("needsScriptTitle")}</h1>
        <p class="lead">${say("needsScript")}</p>
      </section>
      ${states}
      <p class="unseen" id="live" role="status"></p>`,
    end: html`<footer>
        <nav aria-label="${say("languages")}">
          <ul>
            ${LANGUAGES.map((it) => languageLink(it, language))}
          </ul>
        </nav>
      </footer>
      <script type="application/json" id="words">
        ${json(words)}
      </script>
      ${element("script", script)}`,
  });
};
