import { createPrivateKey } from "node:crypto";
import { readFileSync } from "node:fs";

/** What letters are signed with (RFC 6376): the key's public half stands in the DNS at `selector._domainkey.<domain of MAIL_FROM>`. */
export type Dkim = { selector: string; privateKey: string };

const SELECTOR = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i;
const SHORTEST_KEY = 1024;

/** DKIM_KEY is a PEM file, or the PEM itself. What is wrong with it goes to `faults`, and never its text. */
export const dkimFrom = (text: (name: string) => string | null, faults: string[]): Dkim | null => {
  const key = text("DKIM_KEY");
  const selector = text("DKIM_SELECTOR") ?? "countersign";
  if (key === null) return null;
  const privateKey = rsaKeyIn(key);
  if (privateKey === null)
    faults.push(`DKIM_KEY is no RSA private key of ${SHORTEST_KEY} bits or more, nor a PEM file of one.`);
  if (!SELECTOR.test(selector)) faults.push("DKIM_SELECTOR is not one label of a domain name, such as countersign.");
  return privateKey === null ? null : { selector, privateKey };
};

const rsaKeyIn = (key: string): string | null => {
  try {
    const pem = key.startsWith("-----BEGIN") ? key : readFileSync(key, "utf8");
    const { asymmetricKeyType, asymmetricKeyDetails } = createPrivateKey(pem);
    return asymmetricKeyType === "rsa" && (asymmetricKeyDetails?.modulusLength ?? 0) >= SHORTEST_KEY ? pem : null;
  } catch {
    return null;
  }
};
