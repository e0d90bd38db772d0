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

/** Begins a page that is opened by a mailed link. Without its secret there is nothing on the page to press. */
export const startWithSecret = (state: string): string => {
  const secret = takeSecret();
  keepSecretInLinks(secret);
  show(secret ? state : "invalid", { isFirst: true });
  return secret ?? "";
};
