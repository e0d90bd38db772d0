import { Directive, Field, ObjectType } from "type-graphql";
import { DateTime } from "./scalars.ts";
import { Problem } from "./problem.ts";

@ObjectType("TooManyAttempts", { implements: Problem })
@Directive("@shareable")
export class TooManyAttempts extends Problem {
  @Field(() => DateTime)
  retryAt!: Date;
}
