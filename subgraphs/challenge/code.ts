import type { Secrets } from "../kernel/secret.ts";
import type { VerificationMethod } from "../kernel/vocabulary.ts";
import { liveCodes, replacedCodes, type Challenge } from "./challenge.ts";
import type { HeldFor } from "./held.ts";
import type { Methods } from "./methods.ts";

/** How a code is stored: under a server key, and bound to its challenge and method, so that it fits no other. */
export const codeDigest = (secrets: Secrets, challengeId: string, method: VerificationMethod, code: string): string =>
  secrets.mac("code", `${challengeId}.${method}.${code}`);

/** What a typed code turned out to be; `hint`: what may be wrong with it, for the person. */
export type Verdict =
  { is: "RIGHT"; method: VerificationMethod } | { is: "REPLACED" } | { is: "WRONG"; hint: string | null };

export type Judge = (
  challenge: Challenge,
  code: string,
  method: VerificationMethod | null,
  at: Date,
) => Promise<Verdict>;

type Needs = { secrets: Secrets; methods: Methods; heldFor: HeldFor };

/**
 * Without a method it may be of the challenge's own or any that was sent. Digests of 256 bits under a secret key are compared:
 * how long that takes tells nothing about the code.
 */
export const judge =
  ({ secrets, methods, heldFor }: Needs): Judge =>
  async (challenge, code, method, at) => {
    const asked = methods.get(method ?? challenge.method);
    const isAnswering = asked?.isAtHand === true && challenge.methodOrder.includes(asked.name);
    if (isAnswering && (await asked.take({ challenge, held: await heldFor(challenge, at), code, at })))
      return { is: "RIGHT", method: asked.name };

    const fits = (sent: Challenge["codes"][number]) =>
      (method === null || sent.method === method) &&
      sent.digest === codeDigest(secrets, challenge.id, sent.method, code);
    const right = liveCodes(challenge, at).find(fits);
    if (right) return { is: "RIGHT", method: right.method };
    if (replacedCodes(challenge, at).some(fits)) return { is: "REPLACED" };
    return { is: "WRONG", hint: isAnswering ? asked.hint : null };
  };
