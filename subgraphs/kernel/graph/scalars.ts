import { GraphQLError, GraphQLScalarType, Kind } from "graphql";
import { DateTimeResolver, LocaleResolver, URLResolver } from "graphql-scalars";
import { parseEmail } from "../email.ts";

const described = (scalar: GraphQLScalarType, description: string): GraphQLScalarType =>
  new GraphQLScalarType({ ...scalar.toConfig(), description, specifiedByURL: null, extensions: {} });

const toEmail = (value: unknown): string => {
  const email = typeof value === "string" ? parseEmail(value) : null;
  if (!email) throw new GraphQLError("That is not a plain mail address such as ada@example.com.");
  return email;
};

export const DateTime = described(DateTimeResolver, "ISO 8601 in UTC.");
/** What RFC 5646 (4.4.1) asks a buffer to hold; the longest tag in use has 22 characters. */
const LONGEST_LOCALE = 35;

const toLocale = (value: unknown): string => {
  const isShort = typeof value === "string" && value.length <= LONGEST_LOCALE;
  if (!isShort) throw new GraphQLError(`A locale is a BCP 47 tag of at most ${LONGEST_LOCALE} characters.`);
  return LocaleResolver.parseValue(value);
};

export const Locale = new GraphQLScalarType({
  ...described(LocaleResolver, "BCP 47, for example en or sv.").toConfig(),
  parseValue: toLocale,
  parseLiteral: (node) => toLocale(node.kind === Kind.STRING ? node.value : null),
});

export const Url = described(URLResolver, "An absolute address.");

/** Its one comparable form; whatever a mailer could read twice is refused here. */
export const EmailAddress = new GraphQLScalarType({
  name: "EmailAddress",
  description: "A plain mail address (RFC 5321), compared without case.",
  serialize: String,
  parseValue: toEmail,
  parseLiteral: (node) => toEmail(node.kind === Kind.STRING ? node.value : null),
});

/** A number as a person may write it, with its country's code; whether an SMS can reach it, its verb finds out. */
const NUMBER = /^\+[0-9][0-9 ().-]{5,30}$/;

const toNumber = (value: unknown): string => {
  const number = typeof value === "string" ? value.slice(0, 100).normalize("NFKC").trim() : "";
  if (!NUMBER.test(number)) throw new GraphQLError("That is not a phone number in E.164, such as +4915112345678.");
  return number;
};

export const PhoneNumber = new GraphQLScalarType({
  name: "PhoneNumber",
  description: "E.164, for example +4915112345678.",
  serialize: String,
  parseValue: toNumber,
  parseLiteral: (node) => toNumber(node.kind === Kind.STRING ? node.value : null),
});
