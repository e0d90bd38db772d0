import { later, type Clock } from "../kernel/clock.ts";
import type { Transact } from "../kernel/mongo.ts";
import { SEASONED_MS, VERIFICATION_METHODS, type Origin, type VerificationMethod } from "../kernel/vocabulary.ts";
import type { ChallengePort, Redeemed, TypedCode } from "../challenge/port.ts";
import type { LoginActivityPort } from "../login-activity/port.ts";
import type { TrustedDevicePort } from "../trusted-device/port.ts";
import type { Account } from "./account.ts";
import type { ClientApps } from "./client-app.ts";
import type { HoldReset, PasswordResetHeld } from "./hold-reset.ts";
import type { ResetHolds } from "./reset-hold.ts";
import type { ResetLink } from "./reset-link.ts";
import { tooManyAttempts, type TooManyAttempts } from "./too-many-attempts.ts";

/** `wasHeld`: nothing was at hand, and nobody stopped it for a day; then what could not be shown is taken off the account. */
export type ResetProven = { kind: "ResetProven"; method: VerificationMethod; wasHeld: boolean };

export type ResetVerificationRequired = {
  kind: "ResetVerificationRequired";
  message: string;
  ticket: string;
  challenge: { ticket: string };
};

export type Unproven =
  ResetVerificationRequired | PasswordResetHeld | Exclude<Redeemed, { kind: "Redeemed" }> | TooManyAttempts;

export type Claim = {
  link: ResetLink;
  account: Account;
  verification: TypedCode | null;
  cannotVerify: boolean;
  ip: string;
};

/** What a reset needs beside the mailed link. */
export type ProveReset = (claim: Claim) => Promise<ResetProven | Unproven>;

type Needs = {
  apps: ClientApps;
  resetHolds: ResetHolds;
  holdReset: HoldReset;
  challenge: Pick<ChallengePort, "twoStepOf" | "optionsOf" | "ask" | "redeem" | "secondStepLock">;
  devices: Pick<TrustedDevicePort, "reachOf">;
  activity: Pick<LoginActivityPort, "locate" | "record">;
  transact: Transact;
  now: Clock;
};

/** With two-step verification on, mail alone is enough only where mail is all there is. */
export const proveReset =
  (needs: Needs): ProveReset =>
  async (claim) => {
    const { resetHolds, holdReset, challenge, devices, activity, now } = needs;
    const { link, account, verification, cannotVerify, ip } = claim;
    const at = now();
    const byMail: ResetProven = { kind: "ResetProven", method: "EMAIL", wasHeld: false };
    const { enabledAt, allowedMethods } = await challenge.twoStepOf(account.id);
    if (!enabledAt) return byMail;
    const methods = strongMethods(needs, link).filter((it) => allowedMethods.includes(it));
    const reach = await devices.reachOf(account.id, at);
    if ((await challenge.optionsOf({ account, reach }, methods)).length === 0) return byMail;

    const hold = await resetHolds.of(account.id, at);
    if (hold && hold.opensAt <= link.createdAt) return { ...byMail, wasHeld: true };
    if (cannotVerify) return holdReset({ account, ip });

    const lockedUntil = await challenge.secondStepLock(account.id, at, "RESET_PASSWORD");
    if (lockedUntil) return tooManyAttempts(lockedUntil);
    if (!verification) return askForMore(needs, claim, methods);
    // A code that was asked for with another link, and so perhaps of another account, is none here.
    const flow = { purpose: "RESET_PASSWORD" as const, sessionId: link.id };
    const redeemed = await challenge.redeem(verification, flow, activity, at);
    return redeemed.kind === "Redeemed" ? { kind: "ResetProven", method: redeemed.method, wasHeld: false } : redeemed;
  };

const appOf = ({ apps }: Needs, { appId }: ResetLink) => apps.find(appId ?? "portal");

/** All but the one that the link has proven already, in the order of the app that asked. */
const strongMethods = (needs: Needs, link: ResetLink): VerificationMethod[] => {
  const order = appOf(needs, link)?.verificationMethods ?? [];
  return [...new Set([...order, ...VERIFICATION_METHODS])].filter((it) => it !== "EMAIL");
};

const askForMore = async (
  needs: Needs,
  { link, account, ip }: Claim,
  methodOrder: VerificationMethod[],
): Promise<ResetVerificationRequired> => {
  const { challenge, devices, activity, transact, now } = needs;
  const at = now();
  const reach = await devices.reachOf(account.id, at, undefined, later(at, -SEASONED_MS));
  const origin = pageOrigin(needs, link, { ip, location: await activity.locate(ip) });
  const question = {
    purpose: "RESET_PASSWORD" as const,
    facts: { account, reach },
    methodOrder,
    origin,
    sessionId: link.id,
    sends: false,
  };
  const { ticket } = await transact(() => challenge.ask(question, at));
  return {
    kind: "ResetVerificationRequired",
    message: "Call sendVerificationCode with the ticket, then resetPassword again with the code, or with cannotVerify.",
    ticket,
    challenge: { ticket },
  };
};

/** A page has no installation: each link is one, so that asking again with it ends what it asked before. */
const pageOrigin = (needs: Needs, link: ResetLink, where: Pick<Origin, "ip" | "location">): Origin => ({
  ...where,
  client: {
    appId: appOf(needs, link)?.id ?? link.appId ?? "portal",
    appVersion: "0.0.0",
    installationId: `reset-${link.id}`,
    device: { name: "Web browser", model: "Page to reset the password", osName: "unknown", osVersion: "unknown" },
  },
  risks: [],
});
