import { Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import type { AccountPort } from "../account/port.ts";
import { viewerOf, type Context } from "../kernel/context.ts";
import { NeedsViewer } from "../kernel/graph/authorization.ts";
import { TwoStepAvailabilityEnum, TwoStepVerificationType } from "./login-security.type.ts";
import type { twoStepImpact } from "./two-step-impact.ts";
import { TwoStepImpactType } from "./two-step-impact.type.ts";

@Resolver(() => TwoStepVerificationType)
export class TwoStepAvailabilityResolver {
  constructor(
    private readonly offersTwoStep: AccountPort["offersTwoStep"],
    private readonly impact: ReturnType<typeof twoStepImpact>,
  ) {}

  /** Of the viewer's app. Whoever has it on may turn it off, and on again, whatever the roll-out says by then. */
  @FieldResolver(() => TwoStepAvailabilityEnum)
  async availability(@Root() { accountId, appId, enabled }: TwoStepVerificationType, @Ctx() context: Context) {
    const isOffered = enabled || (await this.offersTwoStep(appId ?? viewerOf(context).appId, accountId));
    return isOffered ? "AVAILABLE" : "NOT_YET";
  }

  @NeedsViewer()
  @Query(() => [TwoStepImpactType], {
    description: "Which of my own installations would be locked out by turning two-step verification on.",
  })
  twoStepImpact(@Ctx() context: Context) {
    return this.impact(viewerOf(context).accountId);
  }
}
