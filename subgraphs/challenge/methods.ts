import type { Outbox } from "../kernel/outbox.ts";
import type { VerificationMethod } from "../kernel/vocabulary.ts";
import { appNotification } from "./method/app-notification.ts";
import { email } from "./method/email.ts";
import type { Facts, Method } from "./method/method.ts";

export type Methods = ReadonlyMap<VerificationMethod, Method>;

/** Every method that works. */
export const verificationMethods = (needs: { outbox: Outbox }): Methods =>
  new Map([appNotification(needs), email(needs)].map((method) => [method.name, method]));

export type MethodOption = { method: VerificationMethod; destination: string | null };

/** What this account can use, in this order; what can't reach the person now is never first. */
export const methodOptions = (methods: Methods, order: readonly VerificationMethod[], facts: Facts): MethodOption[] => {
  const usable = order
    .map((name) => methods.get(name))
    .filter((it) => it !== undefined && it.isUsable(facts)) as Method[];
  const reaching = usable.filter((it) => it.reaches(facts));
  return [...reaching, ...usable.filter((it) => !it.reaches(facts))].map((it) => ({
    method: it.name,
    destination: it.destination(facts),
  }));
};
