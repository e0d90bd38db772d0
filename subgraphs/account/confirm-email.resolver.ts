import { Arg, createUnionType, Ctx, Field, ID, InputType, Mutation, Resolver } from "type-graphql";
import type { Context } from "../kernel/context.ts";
import { ChallengeClosed } from "../kernel/graph/challenge-closed.ts";
import { CodeIncorrect } from "../kernel/graph/code-incorrect.ts";
import { byKind } from "../kernel/graph/problem.ts";
import { EmailAddress } from "../kernel/graph/scalars.ts";
import { TooManyAttempts } from "../kernel/graph/too-many-attempts.ts";
import { readSixDigits } from "../kernel/six-digits.ts";
import { ClientInput, clientOf } from "./client.input.ts";
import type { confirmEmail } from "./confirm-email.ts";
import type { resendEmailConfirmation } from "./resend-email-confirmation.ts";
import { SignedInType } from "./results.type.ts";
import { EmailConfirmationSentType } from "./sign-up.resolver.ts";

@InputType("ConfirmEmailInput")
class ConfirmEmailInput {
  @Field(() => EmailAddress)
  email!: string;

  @Field(() => String)
  code!: string;

  @Field(() => ClientInput)
  client!: ClientInput;
}

const ConfirmEmailResultUnion = createUnionType({
  name: "ConfirmEmailResult",
  types: () => [SignedInType, CodeIncorrect, ChallengeClosed, TooManyAttempts] as const,
  resolveType: byKind,
});

@Resolver()
export class ConfirmEmailResolver {
  constructor(
    private readonly confirm: ReturnType<typeof confirmEmail>,
    private readonly resend: ReturnType<typeof resendEmailConfirmation>,
  ) {}

  @Mutation(() => ConfirmEmailResultUnion)
  async confirmEmail(@Arg("input", () => ConfirmEmailInput) input: ConfirmEmailInput, @Ctx() context: Context) {
    const { email } = input;
    const code = readSixDigits(input.code);
    const result = await this.confirm({ email, code, client: clientOf(input.client), ip: context.identity.ip });
    if (result.kind === "SignedIn") context.admit(result.viewer);
    return result;
  }

  @Mutation(() => EmailConfirmationSentType, {
    description: "For this installation's own sign-up; without one, for every pending sign-up of the address.",
  })
  resendEmailConfirmation(
    @Arg("installationId", () => ID, { nullable: true }) installationId: string | null,
    @Arg("email", () => EmailAddress) email: string,
  ) {
    return this.resend(email, installationId ?? null);
  }
}
