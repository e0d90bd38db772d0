import { Field, InterfaceType } from "type-graphql";

/** An expected no: what a client app branches on. `message` is English, and for developers. */
@InterfaceType("Problem", { autoRegisterImplementations: false, resolveType: ({ kind }: { kind: string }) => kind })
export abstract class Problem {
  @Field(() => String)
  message!: string;
}

/** The `resolveType` of every result union: a value's kind is its GraphQL type. */
export const byKind = ({ kind }: { kind: string }): string => kind;
