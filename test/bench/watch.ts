import type { WebSocket } from "ws";
import { listen } from "./listen.ts";

const WATCH = `subscription { verificationRequests { __typename ... on VerificationRequested { request { requestedAt code device { name } app { name } } } } }`;

/** A request that a trusted device was shown, and how long ago that was made. */
export type Seen = { tookMs: number; code: string };

/** A trusted device that listens. */
export const watch = (url: string, accessToken: string, onSeen: (seen: Seen) => void): Promise<WebSocket> =>
  listen(url, { query: WATCH, authorization: `Bearer ${accessToken}` }, (frame) => {
    const [, requestedAt, code = ""] = /"requestedAt":"([^"]+)","code":"(\d+)"/.exec(frame) ?? [];
    if (requestedAt) onSeen({ tookMs: performance.timeOrigin + performance.now() - Date.parse(requestedAt), code });
  });
