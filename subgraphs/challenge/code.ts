import type { Secrets } from "../kernel/secret.ts";
import type { VerificationMethod } from "../kernel/vocabulary.ts";
import { liveCodes, replacedCodes, type Challenge } from "./challenge.ts";

/** How a code is stored: under a server key, and bound to its challenge and method, so that it fits no other. */
export const codeDigest = (secrets: Secrets, challengeId: string, method: VerificationMethod, code: string): string =>
  secrets.mac("code", `${challengeId}.${method}.${code}`);

/** What a typed code turned out to be. */
export type Verdict = { is: "RIGHT"; method: VerificationMethod } | { is: "REPLACED" } | { is: "WRONG" };

export type Judge = (challenge: Challenge, code: string, method: VerificationMethod | null, at: Date) => Verdict;

/** Digests of 256 bits under a secret key are compared: how long that takes tells nothing about the code. */
export const judge =
  (secrets: Secrets): Judge =>
  (challenge, code, method, at) => {
    const fits = (sent: Challenge["codes"][number]) =>
      (method === null || sent.method === method) &&
      sent.digest === codeDigest(secrets, challenge.id, sent.method, code);
    const right = liveCodes(challenge, at).find(fits);
    if (right) return { is: "RIGHT", method: right.method };
    return { is: replacedCodes(challenge, at).some(fits) ? "REPLACED" : "WRONG" };
  };
