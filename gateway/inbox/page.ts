import { escapeHtml } from "../../subgraphs/kernel/letter.ts";
import { titleOf, type InboxMessage } from "./message.ts";
import { refreshScript } from "./refresh.ts";
import { inboxStyle } from "./style.ts";

const NAMES = { mail: "Mail", sms: "SMS", push: "Push" };

type Needs = { messages: readonly InboxMessage[]; nonce: string };

/** The inbox as a person reads it, newest first. Everything in it came from elsewhere, so everything is escaped. */
export const inboxPage = ({ messages, nonce }: Needs) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Inbox · Countersign</title>
<link rel="icon" href="data:,">
<style>${inboxStyle}</style>
</head>
<body>
<header>
<h1>Inbox</h1>
<p>What this development server sends, instead of sending it. <a href="/inbox.json">JSON</a></p>
</header>
<main data-newest="${escapeHtml(messages.at(-1)?.id ?? "")}">
<a class="fresh" href="/inbox" hidden>New messages have come: show them</a>
${messages.length ? messages.toReversed().map(entry).join("\n") : EMPTY}
</main>
<script nonce="${nonce}">${refreshScript}</script>
</body>
</html>
`;

const EMPTY = `<p class="empty"><strong>Nothing yet.</strong> Sign up, ask for a code or start a reset, and it appears here.</p>`;

const entry = (message: InboxMessage) => `<details id="${escapeHtml(message.id)}">
<summary>
<span class="kind ${message.kind}">${NAMES[message.kind]}</span>
<span class="title">${escapeHtml(titleOf(message))}</span>
<span class="to">${escapeHtml(shortened(message.to))}</span>
<time datetime="${message.at}">${message.at.slice(11, 19)} UTC</time>
</summary>
<div class="body">
${message.html ? frame(message) : ""}
${message.html ? `<details class="plain"><summary>As plain text</summary>${plainText(message)}</details>` : plainText(message)}
${message.data ? dataOf(message.data) : ""}
</div>
</details>`;

/** A push token is longer than any line and says nothing to a person. */
const shortened = (to: string) => (to.length > 60 ? `${to.slice(0, 24)}…${to.slice(-8)}` : to);

/** In a sandbox without scripts or an origin; all a mail may do is open a link, beside this page, when it is clicked. */
const frame = ({ html }: InboxMessage) =>
  `<iframe title="The mail" sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="${escapeHtml(`<base target="_blank">${html ?? ""}`)}"></iframe>`;

const plainText = ({ text }: InboxMessage) => `<pre>${withLinks(text)}</pre>`;

/** Split before it is escaped, so that no escape can be cut in two and only http(s) ever becomes a link. */
const withLinks = (text: string) =>
  text
    .split(/(https?:\/\/[^\s<>"']+)/)
    .map((part, index) =>
      index % 2
        ? `<a href="${escapeHtml(part)}" target="_blank" rel="noreferrer">${escapeHtml(part)}</a>`
        : escapeHtml(part),
    )
    .join("");

const dataOf = (data: Record<string, string>) =>
  `<dl>${Object.entries(data)
    .map(([name, value]) => `<div><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd></div>`)
    .join("")}</dl>`;
