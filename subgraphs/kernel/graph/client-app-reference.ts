import { Directive, Field, ID, ObjectType } from "type-graphql";

/** A client app as the subgraphs see it that do not own it. */
@ObjectType("ClientApp")
@Directive('@key(fields: "id", resolvable: false)')
export class ClientAppReference {
  @Field(() => ID)
  id!: string;
}
