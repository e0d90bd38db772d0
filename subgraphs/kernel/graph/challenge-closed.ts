import { Directive, Field, ObjectType } from "type-graphql";
import { ChallengeStatusEnum } from "./enums.ts";
import type { ChallengeStatus } from "../vocabulary.ts";
import { Problem } from "./problem.ts";

@ObjectType("ChallengeClosed", { implements: Problem })
@Directive("@shareable")
export class ChallengeClosed extends Problem {
  @Field(() => ChallengeStatusEnum)
  status!: ChallengeStatus;
}
