import { Args, ArgsType, Ctx, Field, Int, Query, Resolver } from "type-graphql";
import { viewerOf, type Context } from "../kernel/context.ts";
import { NeedsRole, NeedsViewer } from "../kernel/graph/authorization.ts";
import type { LoginActivities } from "./login-activities.ts";
import { LoginActivityConnection } from "./login-activity-connection.type.ts";
import { LoginActivityFilter } from "./login-activity-filter.input.ts";

const FIRST = 50;

@ArgsType()
class LoginActivitiesArgs {
  @Field(() => LoginActivityFilter, { nullable: true })
  filter!: LoginActivityFilter | null;

  @Field(() => Int, { nullable: true, defaultValue: FIRST, description: "1 to 200." })
  first!: number | null;

  @Field(() => String, { nullable: true })
  after!: string | null;
}

@Resolver()
export class LoginActivitiesResolver {
  constructor(private readonly list: LoginActivities) {}

  @NeedsViewer()
  @NeedsRole("ANALYST")
  @Query(() => LoginActivityConnection, { description: "Analysts only: everybody's, newest first." })
  loginActivities(
    @Ctx() context: Context,
    @Args(() => LoginActivitiesArgs) { filter, first, after }: LoginActivitiesArgs,
  ) {
    return this.list(viewerOf(context), { first: first ?? FIRST, after, filter });
  }
}
