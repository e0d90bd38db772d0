import { Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import type { Context } from "../kernel/context.ts";
import { closedToSupport } from "../kernel/graph/own-account.ts";
import { unauthenticated } from "../kernel/refusal.ts";
import { AccountType } from "./account.type.ts";
import type { Account } from "./account.ts";
import type { Loaders } from "./loaders.ts";
import type { shownSecurityQuestion } from "./security-question.ts";
import { SecurityQuestionType } from "./security-question.type.ts";
import { SessionType } from "./session.type.ts";

type Needs = { loaders: Loaders; showSecurityQuestion: ReturnType<typeof shownSecurityQuestion> };

@Resolver(() => AccountType)
export class AccountResolver {
  constructor(private readonly needs: Needs) {}

  @Query(() => AccountType, {
    nullable: true,
    description: "The signed-in account; null without a token. With a bad, expired or ended token: UNAUTHENTICATED.",
  })
  me(@Ctx() context: Context) {
    const { viewer, hasBadToken } = context.identity;
    if (hasBadToken) throw unauthenticated();
    return viewer && this.needs.loaders.accountFor(viewer.accountId, context);
  }

  /** It was confirmed before the account was made, and is changed only by proof. */
  @FieldResolver(() => Boolean)
  emailVerified(@Root() { id }: Account, @Ctx() context: Context): boolean {
    closedToSupport(id, context);
    return true;
  }

  @FieldResolver(() => [SessionType])
  sessions(@Root() account: Account, @Ctx() context: Context) {
    return this.needs.loaders.sessionsOf(account.id, context);
  }

  @FieldResolver(() => SecurityQuestionType)
  securityQuestion(@Root() account: Account, @Ctx() context: Context) {
    closedToSupport(account.id, context);
    return this.needs.showSecurityQuestion(account);
  }
}
