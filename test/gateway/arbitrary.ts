import fc from "fast-check";
import {
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLNamedInputType,
} from "graphql";

/** Texts that somebody once broke something with. */
const NASTY = [
  ...["", " ", "null", "undefined", "NaN", "true", "0", "-1", "1e309", "[]", "{}"],
  ...["__proto__", "constructor", "toString", "hasOwnProperty", "$where", '{"$gt":""}', '{"$ne":null}', "$gt"],
  ...[
    "../../etc/passwd",
    "%00",
    "\u0000",
    "\n\r\n",
    "a\r\nBcc: b@example.com",
    "\u202e\u202d",
    "\ufeff",
    "\ud800",
    "🙂",
  ],
  ...["<script>alert(1)</script>", "'; DROP TABLE accounts; --", "${7*7}", "{{7*7}}", "=1+1", "x".repeat(10_000)],
];

export const text = fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: "binary", maxLength: 40 }), fc.string());

const address = fc.oneof(
  fc.constantFrom(
    "a@example.com",
    '"a@evil.example x"@example.com',
    "a(b)@example.com",
    "a@b@c",
    `${"a".repeat(300)}@example.com`,
  ),
  text,
);

const moment = fc.oneof(
  fc.constantFrom("2026-01-01T00:00:00Z", "0000-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2026-02-30T00:00:00Z"),
  text,
);

const number = fc.oneof(fc.integer(), fc.constantFrom(0, -1, 1, 20, 200, 201, 2 ** 31, -(2 ** 31), 1.5, 1e308));

const SCALARS: Record<string, fc.Arbitrary<unknown>> = {
  Int: number,
  Float: number,
  Boolean: fc.boolean(),
  EmailAddress: address,
  DateTime: moment,
  PhoneNumber: fc.oneof(fc.constantFrom("+4915112345678", "+15005550006", "+4930123456", "110", "+999"), text),
};

/** Whatever JSON can say, where something else belongs. */
export const anything = fc.jsonValue({ maxDepth: 2 });

const named = (type: GraphQLNamedInputType): fc.Arbitrary<unknown> => {
  if (isEnumType(type)) return fc.oneof(fc.constantFrom(...type.getValues().map(({ name }) => name)), text);
  if (!isInputObjectType(type)) return SCALARS[type.name] ?? text;
  const fields = Object.values(type.getFields()).map((field) => [field.name, value(field.type)] as const);
  return fc.record(Object.fromEntries(fields));
};

const wellFormed = (type: GraphQLInputType): fc.Arbitrary<unknown> => {
  if (isNonNullType(type)) return wellFormed(type.ofType);
  if (isListType(type)) return fc.array(value(type.ofType), { maxLength: 5 });
  return named(type);
};

/** Mostly of the type, sometimes nothing, sometimes anything at all. */
const value = (type: GraphQLInputType): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 12, arbitrary: wellFormed(type) },
    { weight: 1, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: anything },
  );

export const valuesOf = (args: readonly GraphQLArgument[]): fc.Arbitrary<Record<string, unknown>> =>
  fc.record(Object.fromEntries(args.map(({ name, type }) => [name, value(type)] as const)));
