import type { Secrets } from "../kernel/secret.ts";
import type { Authenticator } from "./authenticator.ts";
import { addedBefore, type Matter } from "./challenge.ts";
import type { MobileNumber, Phone } from "./phone.ts";
import type { RecoveryCodesLeft } from "./recovery-codes.ts";

/** What an account has set up to prove itself by. */
export type Held = {
  phone: Phone | null;
  authenticators: Authenticator[];
  recoveryCodes: RecoveryCodesLeft | null;
};

export type ReadHeld = (accountId: string) => Promise<Held>;

/** What may answer this very challenge: nothing that came too late for its purpose, and a number that it is about to prove. */
export type HeldFor = (matter: About, at: Date) => Promise<Held>;

type About = Omit<Matter, "installationId">;

type Needs = { readHeld: ReadHeld; secrets: Secrets };

export const heldFor =
  ({ readHeld, secrets }: Needs): HeldFor =>
  async (matter, at) => {
    if (matter.purpose === "CONFIRM_PHONE")
      return { phone: numberIn(secrets, matter), authenticators: [], recoveryCodes: null };
    const { phone, authenticators, recoveryCodes } = await readHeld(matter.accountId);
    const latest = addedBefore(matter.purpose, at);
    return {
      phone: phone && phone.confirmedAt <= latest ? phone : null,
      authenticators: authenticators.filter(({ addedAt }) => addedAt <= latest),
      recoveryCodes: recoveryCodes && recoveryCodes.madeAt <= latest ? recoveryCodes : null,
    };
  };

/** Of a flow that is over nothing is left. */
const numberIn = (secrets: Secrets, matter: About): Phone | null => {
  const number = aboutOf(secrets, matter) as MobileNumber | null;
  return number && { ...number, confirmedAt: matter.createdAt };
};

export const sealAbout = (secrets: Secrets, challengeId: string, about: object): string =>
  secrets.seal("flow", JSON.stringify(about), challengeId);

/** What the flow is about, as whoever began it left it there. */
export const aboutOf = (secrets: Secrets, { id, about }: Pick<Matter, "id" | "about">): unknown =>
  about === null ? null : JSON.parse(secrets.open("flow", about, id));
