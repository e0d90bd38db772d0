import { DAY } from "../kernel/clock.ts";
import type { JWK } from "jose";

/** An Ed25519 key pair that signs access tokens. */
export type SigningKey = { kid: string; publicJwk: JWK; privateJwk: JWK; createdAt: Date };

export const KEY_LIFE_MS = 30 * DAY;

export interface SigningKeys {
  /** Newest first; none that could not have signed a token that still lives. */
  all(): Promise<SigningKey[]>;
  add(key: SigningKey): Promise<void>;
  /** No token that any of them signed is one of ours any more. */
  removeAll(): Promise<void>;
}
