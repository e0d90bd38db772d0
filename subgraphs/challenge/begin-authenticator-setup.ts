import encodeQr from "qr";
import type { Clock } from "../kernel/clock.ts";
import { newId } from "../kernel/id.ts";
import type { Transact } from "../kernel/mongo.ts";
import { badInput, unauthenticated } from "../kernel/refusal.ts";
import type { Secrets } from "../kernel/secret.ts";
import type { Viewer } from "../kernel/viewer.ts";
import type { AccountPort } from "../account/port.ts";
import type { LoginActivityPort } from "../login-activity/port.ts";
import type { TrustedDevicePort } from "../trusted-device/port.ts";
import { originOf } from "./acting.ts";
import type { Ask } from "./ask.ts";
import { AUTHENTICATORS_NEED_PHONE, MOST_AUTHENTICATORS, type NewAuthenticator } from "./authenticator.ts";
import { outsideFactsOf } from "./facts.ts";
import type { ReadHeld } from "./held.ts";
import { newTotpSecret, totpUri } from "./totp.ts";

export type BeginAuthenticatorResult =
  | { kind: "AuthenticatorSetup"; ticket: string; secret: string; otpauthUri: string; qrCodeSvg: string }
  | { kind: "PhoneNumberRequired"; message: string };

type Needs = {
  readHeld: ReadHeld;
  ask: Ask;
  account: Pick<AccountPort, "account" | "requireFresh">;
  devices: Pick<TrustedDevicePort, "describe" | "reachOf">;
  activity: Pick<LoginActivityPort, "locate">;
  secrets: Secrets;
  transact: Transact;
  now: Clock;
};

const LONGEST_NAME = 60;

/** Shows the secret, this once. Nothing is set up before a code made from it comes back. */
export const beginAuthenticatorSetup =
  (needs: Needs) =>
  async (viewer: Viewer, typed: string, ip: string): Promise<BeginAuthenticatorResult> => {
    const { readHeld, ask, account, devices, secrets, transact, now } = needs;
    const at = now();
    await account.requireFresh(viewer, at);
    const name = typed.trim();
    if (name === "" || name.length > LONGEST_NAME) throw badInput("name", `must have 1 to ${LONGEST_NAME} characters.`);
    const { phone, authenticators } = await readHeld(viewer.accountId);
    if (AUTHENTICATORS_NEED_PHONE && !phone)
      return { kind: "PhoneNumberRequired", message: "Set up a phone number first: authenticator apps come after it." };
    if (authenticators.length >= MOST_AUTHENTICATORS)
      throw badInput("name", `would be one too many: ${MOST_AUTHENTICATORS} authenticator apps are the most.`);

    const [origin, facts] = await Promise.all([
      originOf(needs, viewer, ip),
      outsideFactsOf({ account, devices }, viewer.accountId, at),
    ]);
    if (!facts) throw unauthenticated();
    const secret = newTotpSecret();
    const id = newId();
    const about: NewAuthenticator = { id, name, sealedSecret: secrets.seal("totp", secret, id) };
    const question = { purpose: "CONFIRM_AUTHENTICATOR" as const, facts, origin, about };
    const methodOrder = ["AUTHENTICATOR" as const];
    const { ticket } = await transact(() => ask({ ...question, methodOrder, sessionId: viewer.sessionId }, at));
    const otpauthUri = totpUri(secret, facts.account.email);
    return { kind: "AuthenticatorSetup", ticket, secret, otpauthUri, qrCodeSvg: encodeQr(otpauthUri, "svg") };
  };
