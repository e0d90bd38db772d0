import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
  randomInt,
  timingSafeEqual,
  type KeyObject,
} from "node:crypto";

/** What a server key is for. One key each, so that no value made for one purpose means anything for another. */
export type Purpose =
  | "code"
  | "identity"
  | "admission"
  | "refresh-token"
  | "device-token"
  | "outbox"
  | "shown-code"
  | "signing-key"
  | "cursor"
  | "export-link"
  | "match-number"
  | "phone"
  | "totp"
  | "recovery-code"
  | "flow"
  | "undo-link";

export interface Secrets {
  /** HMAC-SHA-256 under the purpose's key, base64url (RFC 2104). */
  mac(purpose: Purpose, value: string): string;
  /** AES-256-GCM with a random nonce; `context` is authenticated with it, so a sealed value cannot be moved elsewhere. */
  seal(purpose: Purpose, plain: string, context: string): string;
  /** The plain text; throws when the value or its context was changed. */
  open(purpose: Purpose, sealed: string, context: string): string;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Derives every server key from the root key by HKDF-SHA-256 (RFC 5869). */
export const createSecrets = (rootKey: string): Secrets => {
  const keys = new Map<Purpose, KeyObject>();
  const keyFor = (purpose: Purpose): KeyObject => {
    const known = keys.get(purpose);
    if (known) return known;
    // As a key object: with bare bytes Node would make one anew for each HMAC, at several times the HMAC's own cost.
    const key = createSecretKey(Buffer.from(hkdfSync("sha256", rootKey, "countersign", purpose, 32)));
    keys.set(purpose, key);
    return key;
  };
  return {
    mac: (purpose, value) => createHmac("sha256", keyFor(purpose)).update(value).digest("base64url"),
    seal: (purpose, plain, context) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", keyFor(purpose), nonce).setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64url");
    },
    open: (purpose, sealed, context) => {
      const bytes = Buffer.from(sealed, "base64url");
      const decipher = createDecipheriv("aes-256-gcm", keyFor(purpose), bytes.subarray(0, NONCE_BYTES))
        .setAAD(Buffer.from(context))
        .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      return decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, "utf8") + decipher.final("utf8");
    },
  };
};

/** 256 random bits, for what is held by a client: tickets, refresh tokens, device tokens. */
export const newToken = (): string => randomBytes(32).toString("base64url");

/** How a token of 256 bits is stored. A plain hash is enough where there is nothing to guess (ASVS 11.5.1). */
export const digest = (token: string): string => createHash("sha256").update(token).digest("base64url");

/** Six digits, leading zeros kept, each of the million equally likely. */
export const newSixDigits = (): string => String(randomInt(1_000_000)).padStart(6, "0");

/** Two digits, 00 to 99. */
export const newTwoDigits = (): string => String(randomInt(100)).padStart(2, "0");

export const isEqual = (one: string, other: string): boolean => {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
};
