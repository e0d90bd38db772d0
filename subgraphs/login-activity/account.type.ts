import { Directive, Field, ID, ObjectType } from "type-graphql";

/** What this subgraph adds to an account. Named in a row it is only an id, which needs nobody's leave. */
@ObjectType("Account")
@Directive('@key(fields: "id")')
export class AccountWithActivity {
  @Field(() => ID)
  id!: string;
}
