import { html } from "./html.ts";
import type { Page } from "./page.ts";
import { form, faultStates, state, submit } from "./parts.ts";
import { undoWords } from "./undo.words.ts";

/** What the link in a letter about a changed address, number, method or password opens. It acts when the button is pressed. */
export const undoPage: Page = {
  path: "/undo",
  script: "undo",
  content: (language) => {
    const say = undoWords(language);
    const ask = state({
      name: "ask",
      title: say("title"),
      sign: "shield",
      content: html`<p class="lead">${say("lead")}</p>
        <h2>${say("what")}</h2>
        <ul class="plain">
          <li>${say("restores")}</li>
          <li>${say("signsOut")}</li>
          <li>${say("protects")}</li>
        </ul>
        ${form("undo", submit(say("button")))}
        <p class="under small">${say("wasMe")}</p>`,
    });
    const done = state({
      name: "done",
      title: say("doneTitle"),
      sign: "check",
      tone: "good",
      content: html`<p class="lead">${say("doneLead")}</p>
        <p class="small" id="sessions-ended"></p>
        <p>${say("elsewhere")}</p>
        <p class="under"><a class="button" href="forgot-password">${say("choose")}</a></p>`,
    });
    return { title: say("title"), states: [ask, done, ...faultStates(language)], spoken: {} };
  },
};
