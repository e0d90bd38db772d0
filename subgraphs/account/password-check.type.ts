import { Ctx, Field, Int, ObjectType } from "type-graphql";
import type { Context } from "../kernel/context.ts";
import { Problem } from "../kernel/graph/problem.ts";

@ObjectType("PasswordCheck")
export class PasswordCheckType {
  @Field(() => Int, { description: "0 to 4, as zxcvbn scores." })
  score!: number;

  @Field(() => Boolean)
  acceptable!: boolean;

  @Field(() => Boolean)
  breached!: boolean;

  @Field(() => [String])
  async advice(@Ctx() context: Context): Promise<string[]> {
    return this.adviceIn(await context.language());
  }

  adviceIn!: (locale: string) => string[];
}

@ObjectType("PasswordTooWeak", { implements: Problem })
export class PasswordTooWeakType extends Problem {
  @Field(() => PasswordCheckType)
  check!: PasswordCheckType;
}
