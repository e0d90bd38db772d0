import { html, type Html } from "./html.ts";
import { layout } from "./layout.ts";

type Place = { href: string; name: string; what: string };

const PLACES: Place[] = [
  { href: "graphql", name: "GraphiQL", what: "Ask the API anything; its schema is on the left." },
  { href: "inbox", name: "Inbox", what: "Every mail, SMS and push of this server: codes and links are in there." },
  { href: "forgot-password", name: "Forgot password", what: "What people see who have lost theirs." },
  { href: "readyz", name: "Readiness", what: "What is up, and what an operator should mend." },
  { href: "metrics", name: "Metrics", what: "For Prometheus." },
  { href: ".well-known/jwks.json", name: "Keys", what: "The public keys that verify access tokens." },
];

const STEPS = [
  "Sign up in GraphiQL with signUp; any address will do.",
  "Read the code in the inbox, and confirm with confirmEmail. That is the first session.",
  "Turn on two-step verification, sign in on a second device, and watch the request arrive on the first.",
];

const place = ({ href, name, what }: Place): Html =>
  html`<li>
    <a href="${href}"><b>${name}</b><span>${what}</span></a>
  </li>`;

/** Where somebody begins who has just started a server to try. Not in production, and in English, as the API is. */
export const welcomePage = (style: string): string =>
  layout({
    ...{ language: "en", title: "It runs", style },
    main: html`<h1>It runs</h1>
      <p class="lead">One account for a family of apps, where a new device is let in by a trusted one.</p>
      <ul class="places">
        ${PLACES.map(place)}
      </ul>
      <h2>A first try</h2>
      <ol class="plain">
        ${STEPS.map((it) => html`<li>${it}</li>`)}
      </ol>
      <p class="under small">The README tells the whole story, with operations to paste; so does npm run demo.</p>`,
    end: html``,
  });
