/** A mobile number. `number` is E.164; `country` is null where its calling code is shared. */
export type MobileNumber = { number: string; callingCode: string; country: string | null };

/** The number of an account, once it was proven. */
export type Phone = MobileNumber & { confirmedAt: Date };

export interface Phones {
  of(accountId: string): Promise<Phone | null>;
  /** In the place of the former one, if there was any. Joins the transaction. */
  set(accountId: string, phone: Phone): Promise<void>;
  /** True for the single caller that takes it away. Joins the transaction. */
  remove(accountId: string): Promise<boolean>;
}

/** Plans in which nobody can tell a mobile number from another, as in the United States, count as mobile. */
const MOBILE = ["MOBILE", "FIXED_LINE_OR_MOBILE"];

/** Null for what no SMS can reach. The tables of all countries are loaded by the first number. */
export const parseMobileNumber = async (typed: string): Promise<MobileNumber | null> => {
  const { parsePhoneNumberFromString } = await import("libphonenumber-js/max");
  const parsed = parsePhoneNumberFromString(typed, { extract: false });
  if (!parsed?.isValid() || !MOBILE.includes(parsed.getType() ?? "")) return null;
  return { number: parsed.number, callingCode: parsed.countryCallingCode, country: parsed.country ?? null };
};

/** +49 *** **78 */
export const maskNumber = ({ number, callingCode }: MobileNumber): string =>
  `+${callingCode} *** **${number.slice(-2)}`;
