import { exportJWK, generateKeyPair, importJWK, type CryptoKey, type JWK } from "jose";
import { MINUTE, SECOND, type Clock } from "../kernel/clock.ts";
import { newId } from "../kernel/id.ts";
import { KEY_LIFE_MS, type SigningKey, type SigningKeys } from "./signing-key.ts";

export const ALGORITHM = "EdDSA";

export type LoadedKey = SigningKey & { privateKey: CryptoKey; publicKey: CryptoKey };

/** The signing keys, in memory. Every process has one, and they agree within a minute. */
export interface KeyRing {
  /** The one that signs. A new one is made when there is none, or when the newest is thirty days old. */
  signing(): Promise<LoadedKey>;
  find(kid: string): Promise<LoadedKey | undefined>;
  publicKeys(): JWK[];
  rotate(): Promise<void>;
}

type Needs = { keys: SigningKeys; now: Clock };

const RELOAD_MS = MINUTE;
/** A new key is published this long before it signs, so that no process meets a token of a key that it has not read. */
const SETTLING_MS = 2 * RELOAD_MS;
/** At most one look-up in this time for key ids that nobody knows. */
const UNKNOWN_KEY_PAUSE_MS = 5 * SECOND;

const load = async (key: SigningKey): Promise<LoadedKey> => ({
  ...key,
  privateKey: (await importJWK(key.privateJwk, ALGORITHM)) as CryptoKey,
  publicKey: (await importJWK(key.publicJwk, ALGORITHM)) as CryptoKey,
});

export const keyRing = ({ keys, now }: Needs): KeyRing => {
  let loaded = new Map<string, LoadedKey>();
  let loadedAt = 0;

  const reload = async (): Promise<void> => {
    loaded = new Map((await Promise.all((await keys.all()).map(load))).map((key) => [key.kid, key]));
    loadedAt = now().getTime();
  };

  const rotate = async (): Promise<void> => {
    const { publicKey, privateKey } = await generateKeyPair(ALGORITHM, { crv: "Ed25519", extractable: true });
    const kid = newId();
    const publicJwk = { ...(await exportJWK(publicKey)), kid, alg: ALGORITHM, use: "sig" };
    await keys.add({ kid, publicJwk, privateJwk: await exportJWK(privateKey), createdAt: now() });
    await reload();
  };

  const ageOf = ({ createdAt }: SigningKey): number => now().getTime() - createdAt.getTime();

  const signing = async (): Promise<LoadedKey> => {
    if (now().getTime() - loadedAt > RELOAD_MS)
      await reload().catch((error: unknown) => {
        // The keys that are known are still right while MongoDB is away.
        if (loaded.size === 0) throw error;
      });
    const [newest] = loaded.values();
    if (!newest || ageOf(newest) >= KEY_LIFE_MS) await rotate();
    const all = [...loaded.values()];
    const key = all.find((it) => ageOf(it) >= SETTLING_MS) ?? all.at(-1);
    if (!key) throw new Error("no signing key could be made");
    return key;
  };

  return {
    signing,
    rotate,
    find: async (kid) => {
      if (!loaded.has(kid) && now().getTime() - loadedAt > UNKNOWN_KEY_PAUSE_MS) await reload();
      return loaded.get(kid);
    },
    publicKeys: () => [...loaded.values()].map(({ publicJwk }) => publicJwk),
  };
};
