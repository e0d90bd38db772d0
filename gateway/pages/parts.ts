import type { Language } from "../../subgraphs/kernel/language.ts";
import { commonWords } from "./common.words.ts";
import { html, type Html } from "./html.ts";

/** What the pages are put together from. */

const SIGNS = {
  letter: html`<path d="M3 6.5h18v11H3z" /><path d="m3.5 7 8.5 6.5L20.5 7" />`,
  key: html`<circle cx="8" cy="15" r="4" /><path d="m11 12 8.5-8.500M16 6.500l2.5 2.5" />`,
  check: html`<path d="m5 12.5 4.5 4.500L19 7.5" />`,
  clock: html`<circle cx="12" cy="12" r="8.5" /><path d="M12 7v5.200l3.2 2" />`,
  broken: html`<path
      d="m9.5 14.5 5-5M11 6.500l1.8-1.800a4 4 0 0 1 5.7 5.700L16.7 12M7.3 12l-1.8 1.800a4 4 0 0 0 5.7 5.700L13 17.7"
    />
    <path d="M4 4l2 2M20 20l-2-2" />`,
  shield: html`<path d="M12 3.5 5 6v5.500c0 4.3 2.9 7.3 7 9 4.1-1.7 7-4.7 7-9V6z" /><path
      d="m9 12 2.2 2.200L15.2 10"
    />`,
  question: html`<path d="M9 9.200a3 3 0 1 1 4.3 2.700c-.9.5-1.3 1-1.3 2.1" /><path d="M12 17.300v.1" />`,
};

type Tone = "good" | "warn" | "";

/** A drawing for the eye alone. */
const sign = (name: keyof typeof SIGNS, tone: Tone): Html =>
  html`<svg class="sign ${tone}" viewBox="0 0 24 24" aria-hidden="true">${SIGNS[name]}</svg>`;

type State = { name: string; title: string; sign: keyof typeof SIGNS; tone?: Tone; content: Html };

export const state = ({ name, title, sign: drawing, tone = "", content }: State): Html =>
  html`<section data-state="${name}" hidden>
    ${sign(drawing, tone)}
    <h1>${title}</h1>
    ${content}
  </section>`;

/** Where the script says what is wrong; read out at once. */
export const problemOf = (id: string): Html => html`<p class="problem" id="${id}-problem" role="alert" hidden></p>`;

/**
 * A form that only the script sends. Without one it goes nowhere: the policy of the page allows no target, and POST would keep what
 * was typed out of the address.
 */
export const form = (id: string, content: Html): Html =>
  html`<form id="${id}" method="post" novalidate>${problemOf(id)}${content}</form>`;

export const submit = (label: string): Html => html`<button class="button" type="submit">${label}</button>`;

export const otherAction = (id: string, label: string): Html =>
  html`<button class="button second" type="button" id="${id}">${label}</button>`;

export const textAction = (id: string, label: string): Html =>
  html`<button class="link" type="button" id="${id}">${label}</button>`;

type Fault = { name: string; title: string; lead: string };

/** For a link that opens nothing: why, and the way to a new one. */
export const faultState = (language: Language, { name, title, lead }: Fault): Html =>
  state({
    name,
    title,
    sign: "broken",
    tone: "warn",
    content: html`<p class="lead">${lead}</p>
      <p class="under"><a class="button" href="forgot-password">${commonWords(language)("newLink")}</a></p>`,
  });

/** For any mailed link that is too old, or none. */
export const faultStates = (language: Language): Html[] => {
  const say = commonWords(language);
  return [
    faultState(language, { name: "ended", title: say("endedTitle"), lead: say("endedLead") }),
    faultState(language, { name: "broken", title: say("brokenTitle"), lead: say("brokenLead") }),
  ];
};
