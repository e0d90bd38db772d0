import { Arg, Resolver, Root, Subscription } from "type-graphql";
import { NeedsViewer } from "../kernel/graph/authorization.ts";
import { LoginActivityFilter } from "./login-activity-filter.input.ts";
import { LoginActivityType } from "./login-activity.type.ts";

@Resolver()
export class LoginActivityRecordedResolver {
  @NeedsViewer()
  @Subscription(() => LoginActivityType, {
    topics: "loginActivityRecorded",
    description: "As it happens: a person's own; everybody's for analysts.",
  })
  loginActivityRecorded(
    @Root() activity: LoginActivityType,
    @Arg("filter", () => LoginActivityFilter, { nullable: true }) _filter: LoginActivityFilter | null,
  ): LoginActivityType {
    return activity;
  }
}
