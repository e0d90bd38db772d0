import { Field, InterfaceType } from "type-graphql";

/** The `resolveType` of every result union: a value's kind is its GraphQL type. */
export const byKind = (result: object): string => (result as { kind: string }).kind;

/** An expected no: what a client app branches on. `message` is English, and for developers. */
@InterfaceType("Problem", { autoRegisterImplementations: false, resolveType: byKind })
export abstract class Problem {
  @Field(() => String)
  message!: string;
}
