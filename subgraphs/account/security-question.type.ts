import { createUnionType, Field, ObjectType } from "type-graphql";
import { byKind } from "../kernel/graph/problem.ts";
import { enumOf } from "../kernel/graph/enums.ts";
import { Problem } from "../kernel/graph/problem.ts";
import { SECURITY_QUESTION_STATUSES, type ShownSecurityQuestion } from "./security-question.ts";

const SecurityQuestionStatusEnum = enumOf("SecurityQuestionStatus", SECURITY_QUESTION_STATUSES);

@ObjectType("SecurityQuestion")
export class SecurityQuestionType {
  @Field(() => SecurityQuestionStatusEnum)
  status!: ShownSecurityQuestion["status"];

  @Field(() => String, { nullable: true })
  question!: string | null;
}

@ObjectType("SecurityQuestionDisabled", { implements: Problem })
class SecurityQuestionDisabledType extends Problem {}

export const SetSecurityQuestionResultUnion = createUnionType({
  name: "SetSecurityQuestionResult",
  types: () => [SecurityQuestionType, SecurityQuestionDisabledType] as const,
  resolveType: byKind,
});
