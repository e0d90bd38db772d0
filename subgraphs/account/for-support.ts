import { maskEmail } from "../kernel/email.ts";
import { forbidden } from "../kernel/refusal.ts";
import type { Account } from "./account.ts";

/** The account as support sees it: whose it is, masked, and since when. All else refuses to be read. */
export const forSupport = ({ id, email, createdAt, ...closed }: Account): Account => {
  const refuse = {
    get: () => {
      throw forbidden("Support does not read this.");
    },
  };
  const refusals = Object.fromEntries(Object.keys(closed).map((field) => [field, refuse]));
  return Object.defineProperties({ id, email: maskEmail(email), createdAt }, refusals) as Account;
};
