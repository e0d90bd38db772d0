import { Arg, createUnionType, Ctx, Directive, Field, InputType, Mutation, ObjectType, Resolver } from "type-graphql";
import type { Context } from "../kernel/context.ts";
import { PasswordResetRequired } from "../kernel/graph/password-reset-required.ts";
import { byKind, Problem } from "../kernel/graph/problem.ts";
import { DateTime, EmailAddress } from "../kernel/graph/scalars.ts";
import { TooManyAttempts } from "../kernel/graph/too-many-attempts.ts";
import { networkOf } from "../kernel/network.ts";
import { ClientInput, clientOf } from "./client.input.ts";
import { AppUpdateRequiredType, SignedInType } from "./results.type.ts";
import type { signIn } from "./sign-in.ts";

@InputType("SignInInput")
class SignInInput {
  @Field(() => EmailAddress)
  email!: string;

  @Field(() => String)
  password!: string;

  @Field(() => ClientInput)
  client!: ClientInput;

  @Field(() => String, {
    nullable: true,
    description: "What SignedIn.deviceToken gave this installation: while it is trusted, no second step is asked.",
  })
  deviceToken?: string | null;
}

/** The challenge subgraph answers for it, to whoever holds the ticket. */
@ObjectType("VerificationChallenge")
@Directive('@key(fields: "ticket", resolvable: false)')
export class VerificationChallengeReference {
  @Field(() => String)
  @Directive("@inaccessible")
  ticket!: string;
}

@ObjectType("VerificationRequired")
class VerificationRequiredType {
  @Field(() => String)
  ticket!: string;

  @Field(() => String, {
    nullable: true,
    description: "Two digits for the person to type on a trusted device; never sent there. Null when none was asked.",
  })
  matchNumber!: string | null;

  @Field(() => VerificationChallengeReference)
  challenge!: VerificationChallengeReference;
}

@ObjectType("InvalidCredentials", { implements: Problem })
export class InvalidCredentialsType extends Problem {}

@ObjectType("EmailNotVerified", { implements: Problem })
class EmailNotVerifiedType extends Problem {
  @Field(() => DateTime)
  resendAvailableAt!: Date;
}

const SignInResultUnion = createUnionType({
  name: "SignInResult",
  types: () =>
    [
      SignedInType,
      VerificationRequiredType,
      InvalidCredentialsType,
      EmailNotVerifiedType,
      AppUpdateRequiredType,
      PasswordResetRequired,
      TooManyAttempts,
    ] as const,
  resolveType: byKind,
});

@Resolver()
export class SignInResolver {
  constructor(private readonly verb: ReturnType<typeof signIn>) {}

  @Mutation(() => SignInResultUnion)
  async signIn(@Arg("input", () => SignInInput) input: SignInInput, @Ctx() context: Context) {
    const { ip } = context.identity;
    const { email, password, deviceToken } = input;
    const from = { client: clientOf(input.client), ip, network: networkOf(ip) };
    const result = await this.verb({ email, password, deviceToken: deviceToken ?? null, ...from });
    if (result.kind === "SignedIn") context.admit(result.viewer);
    return result;
  }
}
