import type { AccessTokens } from "../../subgraphs/account/port.ts";
import type { Check, Finding, Patient } from "./check.ts";
import { geoip, outbox } from "./data.ts";
import { clock, mongoMajority } from "./mongo.ts";
import { fcm, redis, smtp, twilio } from "./ways-out.ts";

const keys = (tokens: Pick<AccessTokens, "jwks">): Check => ({
  what: "keys",
  otherwise: "The signing keys can't be opened: SECRET_KEY is not the one that they were sealed under.",
  look: async () => {
    const { keys: published } = await tokens.jwks();
    return {
      found: `${published.length} published`,
      advice: published.length > 0 ? null : "Run: admin -- rotate-keys",
    };
  },
});

/** The name of a failure and never its text, in which an address or a password may stand. */
const nameOf = (error: unknown): string => {
  const { code, name } = error as { code?: unknown; name?: string };
  return typeof code === "string" ? code : (name ?? "unknown");
};

const lookAt = async (
  { what, look, otherwise }: Check,
  patient: Patient,
): Promise<(Finding & { what: string }) | null> => {
  try {
    const finding = await look(patient);
    return finding && { what, ...finding };
  } catch (error) {
    return { what, found: nameOf(error), advice: otherwise };
  }
};

/** Looks at all that a deployment stands on: a line each, and below it what to do. `isWell` is whether nothing is. */
export const examine = async (
  patient: Patient,
  tokens: Pick<AccessTokens, "jwks">,
): Promise<{ isWell: boolean; report: string }> => {
  const checks = [mongoMajority, clock, keys(tokens), redis, smtp, twilio, fcm, geoip, outbox];
  const looks = await Promise.all(checks.map((check) => lookAt(check, patient)));
  const findings = looks.filter((it) => it !== null);
  const line = ({ what, found, advice }: (typeof findings)[number]) =>
    `${advice === null ? "ok  " : "MEND"}  ${what.padEnd(8)} ${found}${advice === null ? "" : `\n      ${advice}`}`;
  return { isWell: findings.every(({ advice }) => advice === null), report: findings.map(line).join("\n") };
};
