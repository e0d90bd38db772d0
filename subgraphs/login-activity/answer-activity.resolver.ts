import { Arg, Ctx, Field, ID, Mutation, ObjectType, Query, Resolver } from "type-graphql";
import { viewerOf, type Context } from "../kernel/context.ts";
import { ClientAppReference } from "../kernel/graph/client-app-reference.ts";
import { NeedsViewer } from "../kernel/graph/authorization.ts";
import { DeviceDescription } from "../kernel/graph/device-description.ts";
import { LinkStateEnum } from "../kernel/graph/enums.ts";
import { LinkAnswered } from "../kernel/graph/link-answered.ts";
import { Location } from "../kernel/graph/location.ts";
import { DateTime } from "../kernel/graph/scalars.ts";
import type { LoginActivityKind } from "./activity.ts";
import type { answerLoginActivity } from "./answer-login-activity.ts";
import type { answerMailedActivity, mailedActivity, mailedActivityLink } from "./answer-mailed-activity.ts";
import { LoginActivityKindEnum, LoginActivityType } from "./login-activity.type.ts";

@ObjectType("MailedActivity", { description: "What a mailed link asks about: enough to recognise it, and no more." })
class MailedActivityType {
  @Field(() => DateTime)
  at!: Date;

  @Field(() => LoginActivityKindEnum)
  kind!: LoginActivityKind;

  appId!: string | null;

  @Field(() => ClientAppReference, { nullable: true })
  app(): ClientAppReference | null {
    return this.appId === null ? null : { id: this.appId };
  }

  @Field(() => DeviceDescription, { nullable: true })
  device!: DeviceDescription | null;

  @Field(() => Location, { nullable: true })
  location!: Location | null;

  @Field(() => Boolean, { nullable: true, description: "What was answered; null: nothing yet." })
  wasMe!: boolean | null;
}

type Verbs = {
  answer: ReturnType<typeof answerLoginActivity>;
  answerMailed: ReturnType<typeof answerMailedActivity>;
  mailedActivity: ReturnType<typeof mailedActivity>;
  mailedActivityLink: ReturnType<typeof mailedActivityLink>;
};

@Resolver()
export class AnswerActivityResolver {
  constructor(private readonly verbs: Verbs) {}

  @Query(() => MailedActivityType, {
    nullable: true,
    description:
      "What the page of a mailed link shows before it asks; null for a link that does not work. By POST only.",
  })
  mailedActivity(@Arg("token", () => String) token: string) {
    return this.verbs.mailedActivity(token);
  }

  @Query(() => LinkStateEnum, {
    description: "How it stands with such a link, where mailedActivity is null. By POST only.",
  })
  mailedActivityLink(@Arg("token", () => String) token: string) {
    return this.verbs.mailedActivityLink(token);
  }

  @NeedsViewer()
  @Mutation(() => LoginActivityType, {
    description: "Its owner: that was me (quiets this device and provider), or it was not (does what NOT_ME does).",
  })
  answerLoginActivity(
    @Arg("wasMe", () => Boolean) wasMe: boolean,
    @Arg("activityId", () => ID) activityId: string,
    @Ctx() context: Context,
  ) {
    return this.verbs.answer(viewerOf(context), activityId, wasMe, context.identity.ip);
  }

  @Mutation(() => LinkAnswered, { description: "The same, from the page of the mailed link." })
  answerMailedActivity(
    @Arg("wasMe", () => Boolean) wasMe: boolean,
    @Arg("token", () => String) token: string,
    @Ctx() context: Context,
  ) {
    return this.verbs.answerMailed(token, wasMe, context.identity.ip);
  }
}
