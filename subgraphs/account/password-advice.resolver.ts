import { Arg, Ctx, Int, Mutation, Resolver } from "type-graphql";
import type { Context } from "../kernel/context.ts";
import { networkOf } from "../kernel/network.ts";
import type { adviseOnPassword } from "./advise-on-password.ts";
import { PasswordCheckType } from "./password-check.type.ts";
import type { suggestPassword } from "./suggest-password.ts";

const STANDARD_LENGTH = 20;

type Verbs = { advise: ReturnType<typeof adviseOnPassword>; suggest: ReturnType<typeof suggestPassword> };

@Resolver()
export class PasswordAdviceResolver {
  constructor(private readonly verbs: Verbs) {}

  @Mutation(() => PasswordCheckType, {
    description: "Strength, known breaches and advice. A mutation, so that it is never in a URL or a cache.",
  })
  checkPassword(@Arg("password", () => String) password: string, @Ctx() { identity }: Context) {
    return this.verbs.advise(password, identity.viewer?.accountId ?? null, networkOf(identity.ip));
  }

  @Mutation(() => String)
  suggestPassword(
    @Arg("length", () => Int, { nullable: true, defaultValue: STANDARD_LENGTH }) length: number | null,
    @Ctx() { identity }: Context,
  ) {
    return this.verbs.suggest(length ?? STANDARD_LENGTH, networkOf(identity.ip));
  }
}
