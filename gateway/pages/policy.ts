import { createHash } from "node:crypto";

const hash = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** What such a page may do: run its own script, wear its own style, ask this server. Nothing is loaded, framed or sent elsewhere. */
export const policyOf = ({ style, script }: { style: string; script: string | null }): string =>
  [
    "default-src 'none'",
    ...(script === null ? [] : [`script-src ${hash(script)}`, "connect-src 'self'"]),
    `style-src ${hash(style)}`,
    "img-src data:",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");

/** Beside the policy. `no-store` and `no-referrer` are on every answer of the gateway; here they are a promise of their own. */
export const PAGE_HEADERS = {
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "x-robots-tag": "noindex",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
} as const;
