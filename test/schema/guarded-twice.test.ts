import {
  execute,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  parse,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
} from "graphql";
import { printSubgraphs } from "../../schema/print.ts";
import type { Context } from "../../subgraphs/kernel/context.ts";
import { Refusal } from "../../subgraphs/kernel/refusal.ts";

const STRANGER: Context = {
  identity: { viewer: null, hasBadToken: false, ip: "192.0.2.1", requestId: "test", language: null },
  admit: () => undefined,
  open: () => undefined,
  language: () => Promise.resolve("en"),
};

/** Something of this type that a form could hold. */
const literalOf = (type: GraphQLInputType): string => {
  const it = getNullableType(type);
  if (isListType(it)) return "[]";
  if (isEnumType(it)) return it.getValues()[0]!.name;
  if (isInputObjectType(it)) {
    const needed = Object.values(it.getFields()).filter((field) => isNonNullType(field.type));
    return `{ ${needed.map(({ name, type: inner }) => `${name}: ${literalOf(inner)}`).join(", ")} }`;
  }
  const texts: Record<string, string> = {
    ...{
      EmailAddress: "ada@example.com",
      Locale: "en",
      DateTime: "2030-01-01T00:00:00Z",
      PhoneNumber: "+4915112345678",
    },
  };
  const { name } = getNamedType(it);
  if (name === "Int" || name === "Float") return "1";
  return name === "Boolean" ? "true" : JSON.stringify(texts[name] ?? "12");
};

const documentOf = (operation: string, { name, args, type }: GraphQLField<unknown, unknown>): string => {
  const given = args.filter((it) => isNonNullType(it.type)).map((it) => `${it.name}: ${literalOf(it.type)}`);
  return `${operation} { ${name}${given.length > 0 ? `(${given.join(", ")})` : ""}${isLeafType(getNamedType(type)) ? "" : " { __typename }"} }`;
};

/** The root fields that the subgraph declares `@authenticated`. */
const guarded = ({ schema, sdl }: { schema: GraphQLSchema; sdl: string }) =>
  [["query", schema.getQueryType()] as const, ["mutation", schema.getMutationType()] as const].flatMap(
    ([operation, type]) =>
      Object.values(type?.getFields() ?? {})
        .filter(({ name }) => new RegExp(`^\\s*${name}\\b[^\\n]*@authenticated`, "m").test(flat(sdl)))
        .map((field) => ({ schema, field: field.name, document: documentOf(operation, field) })),
  );

/** Each field on one line, without what is said about its arguments. */
const flat = (sdl: string): string =>
  sdl.replace(/"""[^]*?"""\n?/g, "").replace(/\(([^()]*)\)/g, (args) => args.replace(/\s+/g, " "));

describe("a subgraph behind the gateway", () => {
  it("asks for a viewer itself, wherever the gateway does", async () => {
    const fields = (await printSubgraphs()).flatMap(guarded);
    expect(fields.length).toBeGreaterThan(25);
    for (const { schema, field, document } of fields) {
      const { errors } = await execute({ schema, document: parse(document), contextValue: { ...STRANGER } });
      const cause = errors?.[0]?.originalError;
      expect([field, cause instanceof Refusal ? cause.code : errors?.[0]?.message]).toEqual([field, "UNAUTHENTICATED"]);
    }
  });
});
