/** Phone first; the colours follow the system. */
export const inboxStyle = `
:root {
  color-scheme: light dark;
  --paper: #f3f2ee; --card: #ffffff; --ink: #1a1c1f; --faint: #5b5e65; --line: #e3e1db; --accent: #1d5a9e;
  --mail: #1d5a9e; --sms: #1b7548; --push: #8a4b0f;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #101214; --card: #191c20; --ink: #ecedef; --faint: #a5a9b1; --line: #2c3036; --accent: #8fbcf3;
    --mail: #8fbcf3; --sms: #7bd3a4; --push: #efb376;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
a { color: var(--accent); text-underline-offset: .15em; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
header, main { max-width: 46rem; margin: 0 auto; padding: 0 1rem; }
header { padding-top: 2rem; padding-bottom: 1.25rem; }
h1 { margin: 0; font-size: 1.75rem; line-height: 1.2; letter-spacing: -.02em; }
header p { margin: .35rem 0 0; color: var(--faint); }
main { padding-bottom: 4rem; }
main > details { background: var(--card); border: 1px solid var(--line); border-radius: 12px; margin-bottom: .6rem; overflow: hidden; }
main > details[open] { box-shadow: 0 6px 24px rgb(0 0 0 / .08); }
main > details > summary {
  display: grid; grid-template-columns: auto 1fr auto; gap: .1rem .7rem; align-items: center;
  padding: .8rem 1rem; cursor: pointer; list-style: none;
}
main > details > summary:focus-visible { outline-offset: -2px; border-radius: 12px; }
summary::-webkit-details-marker { display: none; }
.kind { grid-row: 1 / 3; min-width: 3.1rem; padding: .15rem .5rem; border-radius: 99px; text-align: center; font-size: .75rem; font-weight: 600; color: var(--mail); background: color-mix(in srgb, currentColor 13%, transparent); }
.kind.sms { color: var(--sms); }
.kind.push { color: var(--push); }
.title { grid-column: 2 / 4; font-weight: 600; overflow-wrap: anywhere; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; }
.to, time { color: var(--faint); font-size: .875rem; }
.to { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
time { font-variant-numeric: tabular-nums; white-space: nowrap; }
.body { border-top: 1px solid var(--line); padding: 1rem; }
iframe { display: block; width: 100%; height: 24rem; border: 1px solid var(--line); border-radius: 8px; background: Canvas; }
pre { margin: 0; font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; }
.plain { margin-top: .8rem; color: var(--faint); }
.plain > summary { cursor: pointer; font-size: .875rem; text-decoration: underline; list-style: none; }
.plain pre { margin-top: .6rem; color: var(--ink); font: .875rem/1.6 ui-monospace, Menlo, Consolas, monospace; }
dl { margin: 1rem 0 0; padding-top: .8rem; border-top: 1px solid var(--line); font-size: .875rem; }
dl div { display: grid; grid-template-columns: minmax(7rem, auto) 1fr; gap: .75rem; padding: .15rem 0; }
dt { color: var(--faint); }
dd { margin: 0; font-family: ui-monospace, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.fresh { display: block; margin-bottom: .6rem; padding: .6rem 1rem; border-radius: 12px; text-align: center; background: color-mix(in srgb, var(--accent) 13%, transparent); }
.empty { margin: 0; padding: 3rem 1rem; border: 1px dashed var(--line); border-radius: 12px; text-align: center; color: var(--faint); }
.empty strong { display: block; color: var(--ink); }
`;
