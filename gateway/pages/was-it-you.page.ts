import { html, type Html } from "./html.ts";
import { spokenOf, type Page } from "./page.ts";
import { form, faultStates, otherAction, problemOf, state, submit } from "./parts.ts";
import { wasItYouWords } from "./was-it-you.words.ts";

const SPOKEN = ["leadSIGNED_IN", "leadOther", "when", "device", "app", "place", "provider", "unknownPlace"];

type Say = ReturnType<typeof wasItYouWords>;
type Options = {
  /** The places come from DB-IP's free database, whose licence (CC BY 4.0) asks for this. */
  creditsDbIp: boolean;
};

const CREDIT = html`<p class="small">
  <a href="https://db-ip.com" rel="noreferrer noopener" lang="en">IP Geolocation by DB-IP</a>
</p>`;

const askState = (say: Say, { creditsDbIp }: Options): Html =>
  state({
    name: "ask",
    title: say("title"),
    sign: "question",
    content: html`<p class="lead" id="ask-lead"></p>
      <dl class="facts" id="facts"></dl>
      <p class="small" id="notice"></p>
      ${creditsDbIp ? CREDIT : null} ${form("answer", html`${submit(say("yes"))}${otherAction("no", say("no"))}`)}
      <p class="under small">${say("whatNo")}</p>`,
  });

/** What the link in a letter about a new sign-in opens: when, where and on what it was. Which button is pressed is the answer. */
export const wasItYouPage = (options: Options): Page => ({
  path: "/was-it-you",
  script: "was-it-you",
  content: (language) => {
    const say = wasItYouWords(language);
    const loading = state({
      name: "loading",
      title: say("title"),
      sign: "question",
      content: html`<p class="lead" id="loading-lead">${say("loading")}</p>
        ${problemOf("loading")}<button class="button" type="button" id="again" hidden>${say("again")}</button>`,
    });
    const confirmed = state({
      name: "confirmed",
      title: say("confirmedTitle"),
      sign: "check",
      tone: "good",
      content: html`<p class="lead">${say("confirmedLead")}</p>
        ${problemOf("confirmed")}${otherAction("after-all", say("afterAll"))}`,
    });
    const secured = state({
      name: "secured",
      title: say("securedTitle"),
      sign: "shield",
      tone: "good",
      content: html`<p class="lead">${say("securedLead")}</p>
        <p class="small" id="sessions-ended"></p>
        <p>${say("elsewhere")}</p>
        <p class="under"><a class="button" href="forgot-password">${say("choose")}</a></p>`,
    });
    return {
      title: say("title"),
      states: [loading, askState(say, options), confirmed, secured, ...faultStates(language)],
      spoken: spokenOf(wasItYouWords.catalogue[language], SPOKEN),
    };
  },
});
