import { Arg, createUnionType, Ctx, Field, InputType, Int, Mutation, ObjectType, Resolver } from "type-graphql";
import { viewerOf, type Context } from "../kernel/context.ts";
import { NeedsViewer } from "../kernel/graph/authorization.ts";
import { ChallengeClosed } from "../kernel/graph/challenge-closed.ts";
import { CodeIncorrect } from "../kernel/graph/code-incorrect.ts";
import { confirmedType, flowStartedType } from "../kernel/graph/confirmed.ts";
import { PasswordResetRequired } from "../kernel/graph/password-reset-required.ts";
import { byKind } from "../kernel/graph/problem.ts";
import { DateTime, EmailAddress } from "../kernel/graph/scalars.ts";
import { TicketCodeInput, typedCodeOf } from "../kernel/graph/ticket-code-input.ts";
import { TooManyAttempts } from "../kernel/graph/too-many-attempts.ts";
import { networkOf } from "../kernel/network.ts";
import { AccountType } from "./account.type.ts";
import type { changeEmail, confirmEmailChange } from "./change-email.ts";
import type { changePassword } from "./change-password.ts";
import type { deleteAccount } from "./delete-account.ts";
import { PasswordTooWeakType } from "./password-check.type.ts";
import { InvalidCredentialsType, VerificationChallengeReference } from "./sign-in.resolver.ts";

@InputType("ChangePasswordInput")
class ChangePasswordInput {
  @Field(() => String)
  currentPassword!: string;

  @Field(() => String)
  newPassword!: string;
}

@ObjectType("PasswordChanged")
class PasswordChangedType {
  @Field(() => AccountType)
  account!: AccountType;

  @Field(() => Int)
  sessionsEnded!: number;
}

const ChangePasswordResultUnion = createUnionType({
  name: "ChangePasswordResult",
  types: () =>
    [PasswordChangedType, InvalidCredentialsType, PasswordTooWeakType, PasswordResetRequired, TooManyAttempts] as const,
  resolveType: byKind,
});

const FlowStartedType = flowStartedType(VerificationChallengeReference);
const ConfirmedType = confirmedType(AccountType);

const ConfirmResultUnion = createUnionType({
  name: "ConfirmResult",
  types: () => [ConfirmedType, CodeIncorrect, ChallengeClosed, TooManyAttempts] as const,
  resolveType: byKind,
});

@ObjectType("AccountDeleted")
class AccountDeletedType {
  @Field(() => DateTime)
  at!: Date;
}

const DeleteAccountResultUnion = createUnionType({
  name: "DeleteAccountResult",
  types: () => [AccountDeletedType, InvalidCredentialsType, PasswordResetRequired, TooManyAttempts] as const,
  resolveType: byKind,
});

type Verbs = {
  changePassword: ReturnType<typeof changePassword>;
  changeEmail: ReturnType<typeof changeEmail>;
  confirmEmailChange: ReturnType<typeof confirmEmailChange>;
  deleteAccount: ReturnType<typeof deleteAccount>;
};

@Resolver()
export class OwnAccountResolver {
  constructor(private readonly verbs: Verbs) {}

  @NeedsViewer()
  @Mutation(() => ChangePasswordResultUnion)
  changePassword(
    @Arg("input", () => ChangePasswordInput) { currentPassword, newPassword }: ChangePasswordInput,
    @Ctx() context: Context,
  ) {
    const { ip } = context.identity;
    return this.verbs.changePassword(viewerOf(context), { currentPassword, newPassword, ip, network: networkOf(ip) });
  }

  @NeedsViewer()
  @Mutation(() => FlowStartedType)
  changeEmail(@Arg("newEmail", () => EmailAddress) newEmail: string, @Ctx() context: Context) {
    return this.verbs.changeEmail(viewerOf(context), newEmail, context.identity.ip);
  }

  @NeedsViewer()
  @Mutation(() => ConfirmResultUnion)
  confirmEmailChange(@Arg("input", () => TicketCodeInput) input: TicketCodeInput, @Ctx() context: Context) {
    return this.verbs.confirmEmailChange(viewerOf(context), typedCodeOf(input), context.identity.ip);
  }

  @NeedsViewer()
  @Mutation(() => DeleteAccountResultUnion)
  deleteAccount(@Arg("password", () => String) password: string, @Ctx() context: Context) {
    const { ip } = context.identity;
    return this.verbs.deleteAccount(viewerOf(context), { password, ip, network: networkOf(ip) });
  }
}
