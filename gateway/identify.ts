import { newId } from "../subgraphs/kernel/id.ts";
import type { Clock } from "../subgraphs/kernel/clock.ts";
import { remembered } from "../subgraphs/kernel/remembered.ts";
import type { Identity } from "../subgraphs/kernel/viewer.ts";
import type { AccessTokens, SessionEndings } from "../subgraphs/account/port.ts";
import type { Caller } from "./caller.ts";

/** Who calls, and until when that is proven; null for strangers. */
export type Identified = { identity: Identity; provenUntil: Date | null };

export type Identify = (caller: Caller) => Promise<Identified>;

type Needs = { tokens: AccessTokens; endings: Pick<SessionEndings, "hasEnded">; now: Clock };
type Proof = NonNullable<Awaited<ReturnType<AccessTokens["verify"]>>>;

/** Tokens whose signature was checked already. Whether the session has ended is asked anew each time. */
const REMEMBERED = 20_000;

/** Proves the access token of a request. A bad one makes a stranger of the caller, who is known to have sent it. */
export const identify = ({ tokens, endings, now }: Needs): Identify => {
  const proofs = remembered<string, Proof>(REMEMBERED);

  const prove = async (token: string): Promise<Proof | null> => {
    const known = proofs.get(token);
    if (known) return known;
    const proof = await tokens.verify(token);
    if (proof) proofs.set(token, proof);
    return proof;
  };

  return async ({ authorization, language, ip }) => {
    const base = { ip, language, requestId: newId() };
    const stranger = { identity: { ...base, viewer: null, hasBadToken: authorization !== null }, provenUntil: null };
    const [, token] = /^Bearer ([\w.-]+)$/i.exec(authorization ?? "") ?? [];
    if (!token) return stranger;
    const proof = await prove(token);
    if (!proof || proof.expiresAt <= now() || (await endings.hasEnded(proof.viewer.sessionId))) {
      proofs.forget(token);
      return stranger;
    }
    return { identity: { ...base, viewer: proof.viewer, hasBadToken: false }, provenUntil: proof.expiresAt };
  };
};
