import { createHmac } from "node:crypto";
import { digest, isEqual, newToken, type Purpose, type Secrets } from "./secret.ts";

/** A secret of 256 bits that also proves, by a stamp under a server key, of whom and the how-manieth it is. */
export type StampedToken = { id: string; count: number; token: string; digest: string };

export interface StampedTokens {
  /** A new one, from the dice. */
  make(id: string, count: number): StampedToken;
  /** The successor: the same one however often it is asked for, and from the old token only. */
  next(old: StampedToken): StampedToken;
  /** Null for what was never one of ours, so that nobody ends a family by naming its id. */
  read(token: string): StampedToken | null;
}

/** For tokens that rotate: a stale one that bears our stamp was copied, one without was made up. */
export const stampedTokens = (secrets: Secrets, purpose: Purpose): StampedTokens => {
  const stamp = (id: string, count: number, secret: string): StampedToken => {
    const body = `${id}.${count}.${secret}`;
    const token = `${body}.${secrets.mac(purpose, body)}`;
    return { id, count, token, digest: digest(token) };
  };
  return {
    make: (id, count) => stamp(id, count, newToken()),
    next: (old) => {
      const key = secrets.mac(purpose, `successor of ${old.id} ${old.count}`);
      return stamp(old.id, old.count + 1, createHmac("sha256", key).update(old.token).digest("base64url"));
    },
    read: (token) => {
      const [id = "", count = "", secret = "", mac = "", ...more] = token.split(".");
      const isOurs = more.length === 0 && isEqual(mac, secrets.mac(purpose, `${id}.${count}.${secret}`));
      return isOurs ? { id, count: Number(count), token, digest: digest(token) } : null;
    },
  };
};
