import { randomInt } from "node:crypto";

import { Secret, TOTP } from "otpauth";

import type { Device } from "./device.ts";
import * as documents from "./documents.ts";
import { mailboxOf } from "./inbox.ts";
import { the, type SecurityParts } from "./results.ts";

/** A German mobile number that nobody has used. */
export const newNumber = (): string => `+49151${randomInt(10_000_000, 100_000_000)}`;

/** A network of its own, so that no test spends what another may send. */
export const somewhere = (): string => `81.${randomInt(1, 250)}.${randomInt(1, 250)}.7`;

/** What one number is sent. */
export const smsOf = (url: string, number: string) => {
  const { letter } = mailboxOf(url, number);
  return {
    next: async (): Promise<string> => (await letter("")).text,
    code: async (): Promise<string> => /\b\d{6}\b/.exec((await letter("")).text)?.[0] ?? "",
  };
};

/** The code that an app with this secret shows at a time. */
export const shownBy = (secret: string, at: number): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at });

/** What the owner does about the methods of an account, on one device. */
export const proofsOn = (device: Device, url: string) => {
  const input = (ticket: string, code: string) => ({ input: { ticket, code } });
  const setsPhone = (phoneNumber: string) => device.does(documents.SET_PHONE, { phoneNumber });
  const confirmsPhone = (ticket: string, code: string) => device.does(documents.CONFIRM_PHONE, input(ticket, code));
  const begins = (name: string) => device.does(documents.BEGIN_AUTHENTICATOR, { name });
  const confirmsApp = (ticket: string, code: string) =>
    device.does(documents.CONFIRM_AUTHENTICATOR, input(ticket, code));
  return {
    ...{ setsPhone, confirmsPhone, begins, confirmsApp },
    security: async () => (await device.reads(documents.LOGIN_SECURITY)).me.loginSecurity as SecurityParts,
    removesPhone: async () => (await device.reads(documents.REMOVE_PHONE)).security as SecurityParts,
    removesApp: async (id: string) =>
      (await device.reads(documents.REMOVE_AUTHENTICATOR, { id })).security as SecurityParts,
    makesCodes: async () => (await device.reads(documents.GENERATE_CODES)).codes as string[],
    allows: async (method: string, allowed: boolean) =>
      (await device.reads(documents.SET_ALLOWED, { method, allowed })).security as SecurityParts,
    /** Sets a number up, from asking to the code. */
    hasPhone: async (number = newNumber()) => {
      const sms = smsOf(url, number);
      const { ticket } = the("FlowStarted", await setsPhone(number));
      const confirmed = the("Confirmed", await confirmsPhone(ticket, await sms.code()));
      if (confirmed.deviceToken) device.kept.deviceToken = confirmed.deviceToken;
      return { number, sms, confirmed };
    },
    /** Sets an authenticator app up; its secret. */
    hasApp: async (name: string, at: number) => {
      const { ticket, secret } = the("AuthenticatorSetup", await begins(name));
      the("Confirmed", await confirmsApp(ticket, shownBy(secret, at)));
      return secret;
    },
  };
};
