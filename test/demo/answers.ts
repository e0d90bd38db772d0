import type { RequestEvent } from "../../sdk/requests.ts";
import { Unexpected } from "./teller.ts";

/** A member of a union, whichever. */
export type Outcome = { __typename: string };

/** The members of a union that bear this name. */
export type Of<Union extends Outcome, Kind extends Union["__typename"]> = Extract<Union, { __typename: Kind }>;

export type Request = Of<RequestEvent, "VerificationRequested">["request"];
export type Place = NonNullable<Request["location"]>;

export const isA = <Union extends Outcome, Kind extends Union["__typename"]>(
  kind: Kind,
  came: Union,
): came is Of<Union, Kind> => came.__typename === kind;

/** The outcome when it is of this kind and fits `needed`; else the step fails. */
export const expectA = <Union extends Outcome, Kind extends Union["__typename"]>(
  sent: string,
  kind: Kind,
  came: Union,
  needed: Partial<Of<Union, Kind>> = {},
): Of<Union, Kind> => {
  const fits = (answer: Of<Union, Kind>) =>
    Object.entries(needed).every(([name, value]) => answer[name as keyof Of<Union, Kind>] === value);
  if (isA(kind, came) && fits(came)) return came;
  const details = Object.keys(needed).length > 0 ? ` ${JSON.stringify(needed)}` : "";
  throw new Unexpected(sent, `${kind}${details}`, came);
};

export const expectThat = (sent: string, expected: string, isSo: boolean, came: unknown): void => {
  if (!isSo) throw new Unexpected(sent, expected, came);
};
