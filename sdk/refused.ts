/** The API's closed list, and NETWORK where no answer came. */
export type RefusalCode =
  | "UNAUTHENTICATED"
  | "FORBIDDEN"
  | "REAUTHENTICATION_REQUIRED"
  | "BAD_USER_INPUT"
  | "NOT_FOUND"
  | "RATE_LIMITED"
  | "UNAVAILABLE"
  | "INTERNAL_SERVER_ERROR"
  | "NETWORK";

/** What no result union has a word for. `data`: what was answered beside it. */
export class Refused extends Error {
  constructor(
    readonly code: RefusalCode,
    message: string,
    readonly details: { field?: string; data?: unknown; cause?: unknown } = {},
  ) {
    super(message, { cause: details.cause });
    this.name = "Refused";
  }
}

export type GraphQLFault = { message: string; extensions?: { code?: string; field?: string } };

/** The first of the errors that came with an answer. */
export const refusedBy = ([first]: readonly GraphQLFault[], data?: unknown): Refused =>
  new Refused(
    (first?.extensions?.code as RefusalCode | undefined) ?? "INTERNAL_SERVER_ERROR",
    first?.message ?? "The answer held neither data nor an error.",
    { field: first?.extensions?.field, data },
  );
