import { exportJWK, generateKeyPair, importJWK, jwtVerify, SignJWT, type CryptoKey, type JWK } from "jose";
import { later, MINUTE, SECOND, type Clock } from "../kernel/clock.ts";
import { newId } from "../kernel/id.ts";
import type { Viewer } from "../kernel/viewer.ts";
import { KEY_LIFE_MS, type SigningKey, type SigningKeys } from "./signing-key.ts";

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

type Needs = { keys: SigningKeys; issuer: string; ttlMs: number; now: Clock };
type LoadedKey = SigningKey & { privateKey: CryptoKey; publicKey: CryptoKey };

const ALGORITHM = "EdDSA";
const AUDIENCE = "countersign";
const TYPE = "at+jwt";
const RELOAD_MS = MINUTE;
/** At most one look-up in this time for key ids that nobody knows. */
const UNKNOWN_KEY_PAUSE_MS = 5 * SECOND;

const load = async (key: SigningKey): Promise<LoadedKey> => ({
  ...key,
  privateKey: (await importJWK(key.privateJwk, ALGORITHM)) as CryptoKey,
  publicKey: (await importJWK(key.publicJwk, ALGORITHM)) as CryptoKey,
});

export const accessTokens = ({ keys, issuer, ttlMs, now }: Needs): AccessTokens => {
  let loaded: Map<string, LoadedKey> = new Map();
  let loadedAt = 0;

  const reload = async (): Promise<void> => {
    loaded = new Map((await Promise.all((await keys.all()).map(load))).map((key) => [key.kid, key]));
    loadedAt = now().getTime();
  };

  const rotateKeys = async (): Promise<void> => {
    const { publicKey, privateKey } = await generateKeyPair(ALGORITHM, { crv: "Ed25519", extractable: true });
    const kid = newId();
    const publicJwk = { ...(await exportJWK(publicKey)), kid, alg: ALGORITHM, use: "sig" };
    await keys.add({ kid, publicJwk, privateJwk: await exportJWK(privateKey), createdAt: now() });
    await reload();
  };

  const newest = async (): Promise<LoadedKey> => {
    if (now().getTime() - loadedAt > RELOAD_MS) await reload();
    const [key] = loaded.values();
    if (key && now().getTime() - key.createdAt.getTime() < KEY_LIFE_MS) return key;
    await rotateKeys();
    return newest();
  };

  const known = async (kid: string): Promise<LoadedKey | undefined> => {
    if (!loaded.has(kid) && now().getTime() - loadedAt > UNKNOWN_KEY_PAUSE_MS) await reload();
    return loaded.get(kid);
  };

  return {
    rotateKeys,
    sign: async ({ accountId, sessionId, installationId, appId, appVersion }) => {
      const key = await newest();
      const at = now();
      const expiresAt = later(at, ttlMs);
      const token = await new SignJWT({ sid: sessionId, iid: installationId, app: appId, ver: appVersion })
        .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid: key.kid })
        .setSubject(accountId)
        .setIssuer(issuer)
        .setAudience(AUDIENCE)
        .setJti(newId())
        .setIssuedAt(at)
        .setExpirationTime(expiresAt)
        .sign(key.privateKey);
      return { token, expiresAt: new Date(Math.floor(expiresAt.getTime() / SECOND) * SECOND) };
    },
    verify: async (token) => {
      try {
        const options = { algorithms: [ALGORITHM], typ: TYPE, issuer, audience: AUDIENCE, currentDate: now() };
        const { payload } = await jwtVerify(
          token,
          async ({ kid }) => {
            const key = await known(kid ?? "");
            if (!key) throw new Error("unknown key");
            return key.publicKey;
          },
          { ...options, requiredClaims: ["sub", "exp", "sid", "iid", "app", "ver"] },
        );
        const text = (claim: string) => String(payload[claim]);
        return {
          viewer: {
            accountId: text("sub"),
            sessionId: text("sid"),
            installationId: text("iid"),
            appId: text("app"),
            appVersion: text("ver"),
          },
          expiresAt: new Date(Number(payload.exp) * SECOND),
        };
      } catch {
        return null;
      }
    },
    jwks: async () => {
      await newest();
      return { keys: [...loaded.values()].map(({ publicJwk }) => publicJwk) };
    },
  };
};
