import type { AppName } from "../kernel/letter-facts.ts";
import type { Transact } from "../kernel/mongo.ts";
import type { Outbox } from "../kernel/outbox.ts";
import type { Secrets } from "../kernel/secret.ts";
import type { VerificationMethod } from "../kernel/vocabulary.ts";
import type { Authenticators } from "./authenticator.ts";
import { appNotification } from "./method/app-notification.ts";
import { authenticator } from "./method/authenticator.ts";
import { email } from "./method/email.ts";
import type { Facts, Method } from "./method/method.ts";
import { recoveryCode } from "./method/recovery-code.ts";
import { sms } from "./method/sms.ts";
import type { RecoveryCodes } from "./recovery-codes.ts";

export type Methods = ReadonlyMap<VerificationMethod, Method>;

type Needs = {
  appName: AppName;
  outbox: Outbox;
  secrets: Secrets;
  authenticators: Authenticators;
  recoveryCodes: RecoveryCodes;
  transact: Transact;
  smsPerCountry: number;
  publicUrl: string;
};

/** Every method that works. */
export const verificationMethods = (needs: Needs): Methods =>
  new Map(
    [appNotification(), email(needs), sms(needs), authenticator(needs), recoveryCode(needs)].map((method) => [
      method.name,
      method,
    ]),
  );

export type MethodOption = { method: VerificationMethod; destination: string | null };

/** What this account can use, in this order; what can't reach the person now is never first. */
export const usableMethods = (methods: Methods, order: readonly VerificationMethod[], facts: Facts): Method[] => {
  const usable = order.flatMap((name) => methods.get(name) ?? []).filter((it) => it.isUsable(facts));
  return [...usable.filter((it) => it.reaches(facts)), ...usable.filter((it) => !it.reaches(facts))];
};

/** The same, as people see it. */
export const methodOptions = (
  methods: Methods,
  order: readonly VerificationMethod[],
  facts: Facts,
  isOwner = false,
): MethodOption[] =>
  usableMethods(methods, order, facts).map((it) => ({ method: it.name, destination: it.destination(facts, isOwner) }));
