import { Arg, Ctx, Field, InputType, Mutation, Resolver } from "type-graphql";
import { viewerOf, type Context } from "../kernel/context.ts";
import { NeedsViewer } from "../kernel/graph/authorization.ts";
import { SetSecurityQuestionResultUnion } from "./security-question.type.ts";
import type { setSecurityQuestion } from "./set-security-question.ts";

@InputType("SecurityQuestionInput")
class SecurityQuestionInput {
  @Field(() => String)
  question!: string;

  @Field(() => String)
  answer!: string;
}

@Resolver()
export class SetSecurityQuestionResolver {
  constructor(private readonly verb: ReturnType<typeof setSecurityQuestion>) {}

  @NeedsViewer()
  @Mutation(() => SetSecurityQuestionResultUnion, {
    description: "Refused for ever once two-step verification has been set up.",
  })
  setSecurityQuestion(
    @Arg("input", () => SecurityQuestionInput) input: SecurityQuestionInput,
    @Ctx() context: Context,
  ) {
    return this.verb(viewerOf(context), input);
  }
}
