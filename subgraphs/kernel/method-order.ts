import type { VerificationMethod } from "./vocabulary.ts";

/** What is allowed, in the order of an app that knows only some of it: an app id is a claim, and takes nothing away. */
export const inOrder = (
  preferred: readonly VerificationMethod[],
  allowed: readonly VerificationMethod[],
): VerificationMethod[] => [...new Set([...preferred, ...allowed])].filter((it) => allowed.includes(it));
