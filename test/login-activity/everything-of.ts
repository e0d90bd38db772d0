import { readFileSync } from "node:fs";
import { buildSchema, getNamedType, isObjectType, type GraphQLObjectType } from "graphql";

const schema = buildSchema(readFileSync("schema/api.graphql", "utf8"));

const fieldsOf = (type: GraphQLObjectType) =>
  Object.values(type.getFields()).map(({ name, type: of }) => ({ name, type: getNamedType(of) }));

const named = (type: string): GraphQLObjectType => {
  const found = schema.getType(type);
  if (!isObjectType(found)) throw new Error(`the graph has no ${type}`);
  return found;
};

const selectionOf = (type: GraphQLObjectType, without: readonly string[]): string =>
  fieldsOf(type)
    .filter(({ name }) => !without.includes(name))
    .map(({ name, type: of }) => (isObjectType(of) ? `${name} { ${selectionOf(of, without)} }` : name))
    .join(" ");

/** All that can be asked of a type, down to the last leaf; whatever it gets tomorrow as well. */
export const everythingOf = (type: string, without: readonly string[] = []): string =>
  selectionOf(named(type), without);

/** Each field of a type alone, with as little in it as can be asked. */
export const eachFieldOf = (type: string): string[] =>
  fieldsOf(named(type)).map(({ name, type: of }) => ("getFields" in of ? `${name} { __typename }` : name));
