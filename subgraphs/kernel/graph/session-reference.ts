import { Directive, Field, ID, ObjectType } from "type-graphql";

/** A session as the subgraphs see it that do not own it. */
@ObjectType("Session")
@Directive('@key(fields: "id", resolvable: false)')
export class SessionReference {
  @Field(() => ID)
  id!: string;
}
