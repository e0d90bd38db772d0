import type { LinkState } from "../../../sdk/operations.ts";
import { show } from "./screen.ts";
import { takeSecret } from "./secret.ts";

/** Another language is another page from the server. The secret goes along in the fragment again, and so to nobody. */
const keepSecretInLinks = (secret: string | null): void => {
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[hreflang]"))
    link.addEventListener("click", (event) => {
      event.preventDefault();
      location.assign(`${link.search}${secret ? `#${secret}` : ""}`);
    });
};

/** Begins a page that needs nothing but itself. */
export const start = (state: string): void => {
  keepSecretInLinks(null);
  show(state, { isFirst: true });
};

/** Which state of the page says why the link opens nothing. */
export const FAULTS: Record<LinkState, string> = { OPEN: "broken", USED: "used", ENDED: "ended", UNKNOWN: "broken" };

/** Begins a page that is opened by a mailed link. Without its secret there is nothing on the page to press. */
export const startWithSecret = (state: string): string => {
  const secret = takeSecret();
  keepSecretInLinks(secret);
  // Pasted over the address of this page: by itself a browser would stay on the page that it has.
  window.addEventListener("hashchange", () => location.reload());
  show(secret ? state : FAULTS.UNKNOWN, { isFirst: true });
  return secret ?? "";
};
