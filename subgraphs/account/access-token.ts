import { jwtVerify, SignJWT, type JWK, type JWTPayload } from "jose";
import { later, SECOND, type Clock } from "../kernel/clock.ts";
import { newId } from "../kernel/id.ts";
import type { Viewer } from "../kernel/viewer.ts";
import { ALGORITHM, type KeyRing } from "./key-ring.ts";

export type AccessToken = { token: string; expiresAt: Date };
export type VerifiedToken = { viewer: Viewer; expiresAt: Date };

/** JWT (RFC 7519) with EdDSA (RFC 8037), typ at+jwt (RFC 9068). */
export interface AccessTokens {
  sign(viewer: Viewer): Promise<AccessToken>;
  /** Null for whatever is not one of ours, now. */
  verify(token: string): Promise<VerifiedToken | null>;
  /** What /.well-known/jwks.json publishes (RFC 7517). */
  jwks(): Promise<{ keys: JWK[] }>;
  /** Makes the next key now; the old one verifies until its last token ends. */
  rotateKeys(): Promise<void>;
}

type Needs = { ring: KeyRing; issuer: string; ttlMs: number; now: Clock };

const AUDIENCE = "countersign";
const TYPE = "at+jwt";
const CLAIMS = ["sub", "exp", "sid", "iid", "app", "ver"];

const viewerIn = (payload: JWTPayload): Viewer => {
  const text = (claim: string) => String(payload[claim]);
  return {
    accountId: text("sub"),
    sessionId: text("sid"),
    installationId: text("iid"),
    appId: text("app"),
    appVersion: text("ver"),
  };
};

export const accessTokens = ({ ring, issuer, ttlMs, now }: Needs): AccessTokens => ({
  sign: async ({ accountId, sessionId, installationId, appId, appVersion }) => {
    const { kid, privateKey } = await ring.signing();
    const at = now();
    // A JWT tells time in whole seconds; so does what the client is told.
    const expiresAt = new Date(Math.floor(later(at, ttlMs).getTime() / SECOND) * SECOND);
    const token = await new SignJWT({ sid: sessionId, iid: installationId, app: appId, ver: appVersion })
      .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid })
      .setSubject(accountId)
      .setIssuer(issuer)
      .setAudience(AUDIENCE)
      .setJti(newId())
      .setIssuedAt(at)
      .setExpirationTime(expiresAt)
      .sign(privateKey);
    return { token, expiresAt };
  },
  verify: async (token) => {
    try {
      const { payload } = await jwtVerify(
        token,
        async ({ kid }) => {
          const key = await ring.find(kid ?? "");
          if (!key) throw new Error("unknown key");
          return key.publicKey;
        },
        { algorithms: [ALGORITHM], typ: TYPE, issuer, audience: AUDIENCE, currentDate: now(), requiredClaims: CLAIMS },
      );
      return { viewer: viewerIn(payload), expiresAt: new Date(Number(payload.exp) * SECOND) };
    } catch {
      return null;
    }
  },
  jwks: async () => {
    await ring.signing();
    return { keys: ring.publicKeys() };
  },
  rotateKeys: () => ring.rotate(),
});
