import { Directive, Field, Int, ObjectType } from "type-graphql";
import { Problem } from "./problem.ts";

@ObjectType("CodeIncorrect", { implements: Problem })
@Directive("@shareable")
export class CodeIncorrect extends Problem {
  @Field(() => Int)
  attemptsRemaining!: number;
}
