import type { Language } from "../../subgraphs/kernel/language.ts";
import { commonWords } from "./common.words.ts";
import { html, type Html } from "./html.ts";
import { spokenOf, type Page } from "./page.ts";
import { faultState, faultStates, form, otherAction, problemOf, state, submit, textAction } from "./parts.ts";
import { resetPasswordWords } from "./reset-password.words.ts";

/** What the script says: of each of these every form. */
const SPOKEN = [
  ...["show", "hide", "suggested", "strength", "strength0", "strength1", "strength2", "strength3", "strength4"],
  ...["strengthBreached", "tooShort", "tooLong", "different", "tooWeak", "breached"],
  ...["methodAPP_NOTIFICATION", "methodSMS", "methodAUTHENTICATOR", "methodRECOVERY_CODE", "methodUnavailable"],
  ...["leadAPP_NOTIFICATION", "leadSMS", "leadAUTHENTICATOR", "leadRECOVERY_CODE", "code", "recoveryCode"],
  ...["wrongCode", "closedLOCKED", "closedDENIED", "closedEXPIRED"],
];

type Say = ReturnType<typeof resetPasswordWords>;

const chooseState = (say: Say): Html =>
  state({
    name: "choose",
    title: say("title"),
    sign: "key",
    content: html`<p class="lead">${say("lead")}</p>
      ${form(
        "choose",
        html`${accountField(say)}
          <div class="field">
            <div class="field-head">
              <label id="password-label" for="password">${say("password")}</label>
              <button
                class="link"
                type="button"
                id="show"
                aria-labelledby="show password-label"
                aria-controls="password again"
              >
                ${say("show")}
              </button>
            </div>
            ${passwordField("password", "password-hint strength password-advice")}
            <div class="meter" id="meter" aria-hidden="true" hidden><i></i><i></i><i></i><i></i></div>
            <p class="strength" id="strength" role="status"></p>
            <ul class="plain small" id="password-advice"></ul>
            <p class="hint" id="password-hint">${say("hint")}</p>
            <p class="hint">${textAction("suggest", say("suggest"))}</p>
          </div>
          <div class="field">
            <div class="field-head"><label for="again">${say("again")}</label></div>
            ${passwordField("again", null)}
          </div>
          ${submit(say("save"))}`,
      )}`,
  });

/**
 * Whose password it is: for the person, and for password managers, which else save it under no name, or none at all. Filled and
 * shown by the script, which alone knows the link.
 */
const accountField = (say: Say): Html =>
  html`<div class="field" id="account-field" hidden>
    <label class="field-head" for="account">${say("account")}</label>
    <input id="account" name="username" type="email" autocomplete="username" readonly />
  </div>`;

/** No `maxlength`, which would cut what is pasted without a word. `passwordrules` is what Safari makes its own suggestion by. */
const passwordField = (id: string, describedBy: string | null): Html =>
  html`<input
    class="password"
    id="${id}"
    name="${id}"
    type="password"
    autocomplete="new-password"
    autocapitalize="none"
    spellcheck="false"
    required
    passwordrules="minlength: 12; maxlength: 128;"
    ${describedBy ? html` aria-describedby="${describedBy}"` : null}
  />`;

const verifyState = (say: Say): Html =>
  state({
    name: "verify",
    title: say("verifyTitle"),
    sign: "shield",
    content: html`<p class="lead">${say("verifyLead")}</p>
      ${form(
        "verify",
        html`<fieldset>
            <legend>${say("verifyBy")}</legend>
            <div id="methods"></div>
          </fieldset>
          ${submit(say("next"))}
          <p class="under">${textAction("none-at-all", say("none"))}</p>`,
      )}`,
  });

const codeState = (say: Say, language: Language): Html =>
  state({
    name: "code",
    title: say("codeTitle"),
    sign: "shield",
    content: html`<p class="lead" id="code-lead"></p>
      ${form(
        "code",
        html`<div class="field">
            <label class="field-head" id="code-label" for="code-field">${say("code")}</label>
            <input
              class="code"
              id="code-field"
              name="code"
              autocapitalize="none"
              spellcheck="false"
              required
              maxlength="64"
              aria-describedby="code-lead"
            />
          </div>
          ${submit(say("saveNow"))} ${otherAction("resend", commonWords(language)("resend"))}
          <p class="under">${textAction("other-way", say("other"))}</p>
          <p>${textAction("none-of-these", say("none"))}</p>`,
      )}`,
  });

const closedState = (say: Say): Html =>
  state({
    name: "closed",
    title: say("closedTitle"),
    sign: "shield",
    tone: "warn",
    content: html`<p class="lead" id="closed-lead"></p>
      ${problemOf("closed")}<button class="button" type="button" id="begin-again">${say("beginAgain")}</button>`,
  });

const holdState = (say: Say): Html =>
  state({
    name: "hold",
    title: say("holdTitle"),
    sign: "clock",
    tone: "warn",
    content: html`<p class="lead">${say("holdLead")}</p>
      <ul class="plain">
        <li>${say("holdTold")}</li>
        <li>${say("holdThen")}</li>
        <li>${say("holdRemoves")}</li>
      </ul>
      ${form("hold", html`${submit(say("hold"))}${otherAction("back", say("back"))}`)}`,
  });

const heldState = (say: Say): Html =>
  state({
    name: "held",
    title: say("heldTitle"),
    sign: "clock",
    content: html`<p class="lead" id="held-lead">${say("heldLead", { at: "{{at}}" })}</p>
      <p class="lead">${say("heldStop")}</p>`,
  });

/** Also on the page that asked for the link, which hears of it. */
export const doneState = (say: Say): Html =>
  state({
    name: "done",
    title: say("doneTitle"),
    sign: "check",
    tone: "good",
    content: html`<p class="lead">${say("doneLead")}</p>
      <ul class="chips" id="apps"></ul>
      <p>${say("doneNext")}</p>
      <p class="small" id="sessions-ended"></p>`,
  });

/** What "Click to Reset Password" in the mail opens: a new password, the same again, Save. */
export const resetPasswordPage: Page = {
  path: "/reset-password",
  script: "reset-password",
  content: (language) => {
    const say = resetPasswordWords(language);
    return {
      title: say("title"),
      states: [
        chooseState(say),
        ...[verifyState(say), codeState(say, language), closedState(say), holdState(say)],
        ...[heldState(say), doneState(say)],
        faultState(language, { name: "used", title: say("usedTitle"), lead: say("usedLead") }),
        ...faultStates(language),
      ],
      spoken: spokenOf(resetPasswordWords.catalogue[language], SPOKEN),
    };
  },
};
