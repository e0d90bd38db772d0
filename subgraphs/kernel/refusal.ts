/** The closed list of what a top-level error may say in `extensions.code`. */
export const REFUSAL_CODES = [
  "UNAUTHENTICATED",
  "FORBIDDEN",
  "REAUTHENTICATION_REQUIRED",
  "BAD_USER_INPUT",
  "NOT_FOUND",
  "RATE_LIMITED",
  "UNAVAILABLE",
  "INTERNAL_SERVER_ERROR",
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

export const UNAVAILABLE_NOW = "This can't be answered right now. Try again in a moment.";
export const OUR_FAULT = "Something went wrong on our side. Try again, and quote the request id if it stays.";

/** What stands in place of the words of whoever failed: those tell of the inside. */
export const MASKED: Partial<Record<RefusalCode, string>> = {
  UNAVAILABLE: UNAVAILABLE_NOW,
  INTERNAL_SERVER_ERROR: OUR_FAULT,
};

/** Thrown where no result union has a word for it; the edge turns it into a GraphQL error of this code. */
export class Refusal extends Error {
  constructor(
    readonly code: RefusalCode,
    message: string,
    /** The argument at fault, for BAD_USER_INPUT. */
    readonly field?: string,
  ) {
    super(message);
    this.name = "Refusal";
  }
}

export const unauthenticated = () =>
  new Refusal("UNAUTHENTICATED", "This needs a signed-in session. Send a valid access token, or refresh or sign in.");

export const forbidden = (message = "This account may not do that.") => new Refusal("FORBIDDEN", message);

export const reauthenticationRequired = () =>
  new Refusal("REAUTHENTICATION_REQUIRED", "Call reauthenticate with the password, then do this within 10 minutes.");

export const badInput = (field: string, message: string) =>
  new Refusal("BAD_USER_INPUT", `${field}: ${message}`, field);

export const notFound = (what: string) => new Refusal("NOT_FOUND", `There is no such ${what}.`);

export const unavailable = () => new Refusal("UNAVAILABLE", UNAVAILABLE_NOW);

export const rateLimited = (message = "Too busy to take this now. Try again in a moment.") =>
  new Refusal("RATE_LIMITED", message);
