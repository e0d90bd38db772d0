/** Runs in the page, which works without it: shows local times, and new messages as soon as no open one would be shut. */
export const refreshScript = `
for (const time of document.querySelectorAll("time")) time.textContent = new Date(time.dateTime).toLocaleTimeString();
const main = document.querySelector("main");
const look = async () => {
  const messages = await fetch("/inbox.json").then((answer) => answer.json());
  if ((messages.at(-1)?.id ?? "") === main.dataset.newest) return;
  if (document.querySelector("details[open]")) document.querySelector(".fresh").hidden = false;
  else location.reload();
};
setInterval(() => document.hidden || look().catch(() => {}), 2000);
`;
