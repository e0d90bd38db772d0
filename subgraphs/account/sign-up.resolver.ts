import { Arg, createUnionType, Ctx, Field, InputType, Mutation, ObjectType, Resolver } from "type-graphql";
import type { Context } from "../kernel/context.ts";
import { byKind } from "../kernel/graph/problem.ts";
import { DateTime, EmailAddress, Locale } from "../kernel/graph/scalars.ts";
import { TooManyAttempts } from "../kernel/graph/too-many-attempts.ts";
import { networkOf } from "../kernel/network.ts";
import { ClientInput, clientOf } from "./client.input.ts";
import { PasswordTooWeakType } from "./password-check.type.ts";
import type { signUp } from "./sign-up.ts";

@InputType("SignUpInput")
class SignUpInput {
  @Field(() => EmailAddress)
  email!: string;

  @Field(() => String)
  password!: string;

  @Field(() => Locale, { nullable: true, defaultValue: "en" })
  locale!: string | null;

  @Field(() => ClientInput)
  client!: ClientInput;
}

@ObjectType("EmailConfirmationSent")
export class EmailConfirmationSentType {
  @Field(() => EmailAddress)
  email!: string;

  @Field(() => DateTime)
  resendAvailableAt!: Date;

  @Field(() => EmailAddress)
  sender!: string;
}

const SignUpResultUnion = createUnionType({
  name: "SignUpResult",
  types: () => [EmailConfirmationSentType, PasswordTooWeakType, TooManyAttempts] as const,
  resolveType: byKind,
});

@Resolver()
export class SignUpResolver {
  constructor(private readonly verb: ReturnType<typeof signUp>) {}

  @Mutation(() => SignUpResultUnion, {
    description: "Never tells whether the address is taken: an existing owner gets a mail instead.",
  })
  signUp(@Arg("input", () => SignUpInput) { locale, client, ...input }: SignUpInput, @Ctx() { identity }: Context) {
    const network = networkOf(identity.ip);
    return this.verb({ ...input, locale: locale ?? "en", client: clientOf(client), network });
  }
}
