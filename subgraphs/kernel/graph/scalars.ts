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
export const Locale = described(LocaleResolver, "BCP 47, for example en or sv.");
export const Url = described(URLResolver, "An absolute address.");

/** Its one comparable form; whatever a mailer could read twice is refused here. */
export const EmailAddress = new GraphQLScalarType({
  name: "EmailAddress",
  description: "A plain mail address (RFC 5321), compared without case.",
  serialize: String,
  parseValue: toEmail,
  parseLiteral: (node) => toEmail(node.kind === Kind.STRING ? node.value : null),
});
