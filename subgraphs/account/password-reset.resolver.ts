import {
  Arg,
  createUnionType,
  Ctx,
  Field,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
  Subscription,
} from "type-graphql";
import type { Context } from "../kernel/context.ts";
import { ChallengeClosed } from "../kernel/graph/challenge-closed.ts";
import { CodeIncorrect } from "../kernel/graph/code-incorrect.ts";
import { LinkStateEnum } from "../kernel/graph/enums.ts";
import { byKind, Problem } from "../kernel/graph/problem.ts";
import { DateTime, EmailAddress } from "../kernel/graph/scalars.ts";
import { TicketCodeInput, typedCodeOf } from "../kernel/graph/ticket-code-input.ts";
import { TooManyAttempts } from "../kernel/graph/too-many-attempts.ts";
import { networkOf } from "../kernel/network.ts";
import type { LinkFault, LinkState } from "../kernel/vocabulary.ts";
import { ClientAppType } from "./client-app.type.ts";
import type { passwordResetLink } from "./open-reset-link.ts";
import { PasswordTooWeakType } from "./password-check.type.ts";
import type { requestPasswordReset } from "./request-password-reset.ts";
import type { resetPassword } from "./reset-password.ts";
import { VerificationChallengeReference } from "./sign-in.resolver.ts";

@InputType("RequestPasswordResetInput")
class RequestPasswordResetInput {
  @Field(() => EmailAddress)
  email!: string;

  @Field(() => ID, { nullable: true })
  appId?: string | null;
}

@ObjectType("PasswordResetRequested")
class PasswordResetRequestedType {
  @Field(() => String, { description: "Held by the app that asked; it opens passwordResetCompleted." })
  ticket!: string;

  @Field(() => DateTime)
  resendAvailableAt!: Date;

  @Field(() => DateTime)
  expiresAt!: Date;

  @Field(() => EmailAddress)
  sender!: string;

  @Field(() => [String], { description: "For people: check the address, the spam folder, the safe senders." })
  async advice(@Ctx() context: Context): Promise<string[]> {
    return this.adviceIn(await context.language());
  }

  adviceIn!: (locale: string) => string[];
}

@InputType("ResetPasswordInput")
class ResetPasswordInput {
  @Field(() => String)
  token!: string;

  @Field(() => String)
  newPassword!: string;

  @Field(() => TicketCodeInput, {
    nullable: true,
    description: "Where ResetVerificationRequired asked for it: its ticket, and a code of one of its methods.",
  })
  verification?: TicketCodeInput | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: "None of its methods is at hand: the reset is held for 24 hours, and told everywhere.",
  })
  cannotVerify!: boolean | null;
}

@ObjectType("PasswordReset")
class PasswordResetType {
  @Field(() => [ClientAppType], { description: "Every app that this password opens." })
  apps!: ClientAppType[];

  @Field(() => Int)
  sessionsEnded!: number;
}

@ObjectType("PasswordResetHeld")
class PasswordResetHeldType {
  @Field(() => DateTime)
  opensAt!: Date;
}

@ObjectType("ResetLinkInvalid", { implements: Problem })
class ResetLinkInvalidType extends Problem {
  @Field(() => LinkStateEnum, { description: "Why: anything but OPEN." })
  state!: LinkFault;
}

@ObjectType("PasswordResetLink", { description: "How it stands with a mailed link. Looking spends nothing." })
class PasswordResetLinkType {
  @Field(() => LinkStateEnum)
  state!: LinkState;

  @Field(() => EmailAddress, {
    nullable: true,
    description: "Whose password an open link resets, for password managers; null where it is not open.",
  })
  email!: string | null;
}

@ObjectType("ResetVerificationRequired", {
  implements: Problem,
  description:
    "Two-step verification is on and the account has more than mail: sendVerificationCode(ticket), then resetPassword again.",
})
class ResetVerificationRequiredType extends Problem {
  @Field(() => String)
  ticket!: string;

  @Field(() => VerificationChallengeReference)
  challenge!: VerificationChallengeReference;
}

const ResetPasswordResultUnion = createUnionType({
  name: "ResetPasswordResult",
  types: () =>
    [
      PasswordResetType,
      PasswordResetHeldType,
      ResetLinkInvalidType,
      PasswordTooWeakType,
      ResetVerificationRequiredType,
      CodeIncorrect,
      ChallengeClosed,
      TooManyAttempts,
    ] as const,
  resolveType: byKind,
});

type Verbs = {
  request: ReturnType<typeof requestPasswordReset>;
  reset: ReturnType<typeof resetPassword>;
  link: ReturnType<typeof passwordResetLink>;
};

@Resolver()
export class PasswordResetResolver {
  constructor(private readonly verbs: Verbs) {}

  @Mutation(() => PasswordResetRequestedType, {
    description: "Same answer and same timing whether or not the address is known.",
  })
  requestPasswordReset(
    @Arg("input", () => RequestPasswordResetInput) { email, appId }: RequestPasswordResetInput,
    @Ctx() { identity: { ip } }: Context,
  ) {
    return this.verbs.request({ email, appId: appId ?? null, ip, network: networkOf(ip) });
  }

  @Query(() => PasswordResetLinkType, { description: "What the hosted page asks as it opens. By POST only." })
  passwordResetLink(@Arg("token", () => String) token: string) {
    return this.verbs.link(token);
  }

  @Mutation(() => ResetPasswordResultUnion, {
    description: "What the hosted page calls with the token of the mailed link.",
  })
  resetPassword(
    @Arg("input", () => ResetPasswordInput) { verification, cannotVerify, ...input }: ResetPasswordInput,
    @Ctx() { identity: { ip } }: Context,
  ) {
    return this.verbs.reset({
      ...input,
      verification: verification ? typedCodeOf(verification) : null,
      cannotVerify: cannotVerify ?? false,
      ip,
    });
  }

  @Subscription(() => PasswordResetType, {
    topics: "passwordResetCompleted",
    description: "The app that asked for the reset learns that it is done: PASSWORD IS RESET.",
  })
  passwordResetCompleted(@Arg("ticket", () => String) _ticket: string, @Root() reset: PasswordResetType) {
    return reset;
  }
}
