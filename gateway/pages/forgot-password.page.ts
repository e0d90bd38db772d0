import { forgotPasswordWords } from "./forgot-password.words.ts";
import { html } from "./html.ts";
import { spokenOf, type Page } from "./page.ts";
import { form, otherAction, problemOf, state, submit, textAction } from "./parts.ts";
import { doneState } from "./reset-password.page.ts";
import { resetPasswordWords } from "./reset-password.words.ts";
import { commonWords } from "./common.words.ts";

/** Takes the address of an account, and has a link mailed to it. */
export const forgotPasswordPage: Page = {
  path: "/forgot-password",
  script: "forgot-password",
  content: (language) => {
    const say = forgotPasswordWords(language);
    const common = commonWords(language);
    const ask = state({
      name: "ask",
      title: say("title"),
      sign: "key",
      content: html`<p class="lead">${say("lead")}</p>
        ${form(
          "ask",
          html`<div class="field">
              <label class="field-head" for="address">${say("address")}</label>
              <input
                id="address"
                type="email"
                name="email"
                autocomplete="username"
                autocapitalize="none"
                spellcheck="false"
                required
              />
            </div>
            ${submit(say("send"))}`,
        )}`,
    });
    const sent = state({
      name: "sent",
      title: say("sentTitle"),
      sign: "letter",
      content: html`<p class="lead" id="sent-lead">${say("sentLead", { email: "{{email}}", sender: "{{sender}}" })}</p>
        <h2>${say("advice")}</h2>
        <ul class="plain" id="advice"></ul>
        ${problemOf("sent")} ${otherAction("resend", common("resend"))}
        <p class="under">${textAction("other", say("other"))}</p>`,
    });
    return {
      title: say("title"),
      states: [ask, sent, doneState(resetPasswordWords(language))],
      spoken: spokenOf(forgotPasswordWords.catalogue[language], ["badAddress"]),
    };
  },
};
