import { Args, ArgsType, Ctx, Field, FieldResolver, Int, Resolver, Root } from "type-graphql";
import { viewerOf, type Context } from "../kernel/context.ts";
import { closedToSupport } from "../kernel/graph/own-account.ts";
import { AccountWithActivity } from "./account.type.ts";
import { LoginActivityConnection } from "./login-activity-connection.type.ts";
import { LoginActivityFilter } from "./login-activity-filter.input.ts";
import type { OwnLoginActivity } from "./own-login-activity.ts";

const FIRST = 20;

@ArgsType()
class OwnLoginActivityArgs {
  @Field(() => Int, { nullable: true, defaultValue: FIRST, description: "1 to 200." })
  first!: number | null;

  @Field(() => String, { nullable: true })
  after!: string | null;

  @Field(() => LoginActivityFilter, { nullable: true })
  filter!: LoginActivityFilter | null;
}

@Resolver(() => AccountWithActivity)
export class OwnLoginActivityResolver {
  constructor(private readonly own: OwnLoginActivity) {}

  @FieldResolver(() => LoginActivityConnection, { description: "Newest first." })
  loginActivity(
    @Root() account: AccountWithActivity,
    @Ctx() context: Context,
    @Args(() => OwnLoginActivityArgs) { first, after, filter }: OwnLoginActivityArgs,
  ) {
    const isOwn = closedToSupport(account.id, context) === "OWNER";
    return this.own(isOwn ? viewerOf(context) : { accountId: account.id }, { first: first ?? FIRST, after, filter });
  }
}
