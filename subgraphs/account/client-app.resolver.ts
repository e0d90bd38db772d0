import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import type { Clock } from "../kernel/clock.ts";
import { viewerOf, type Context } from "../kernel/context.ts";
import { oncePer } from "../kernel/once-per.ts";
import { NeedsRole, NeedsViewer } from "../kernel/graph/authorization.ts";
import type { ClientApps } from "./client-app.ts";
import { ClientAppType } from "./client-app.type.ts";
import type { AccountPort } from "./port.ts";
import type { Rollouts } from "./rollout.ts";
import type { setTwoStepRollout } from "./set-two-step-rollout.ts";

type Needs = {
  apps: ClientApps;
  rollouts: Pick<Rollouts, "percentOf">;
  requireStaff: AccountPort["requireStaff"];
  setTwoStepRollout: ReturnType<typeof setTwoStepRollout>;
  now: Clock;
};

@Resolver(() => ClientAppType)
export class ClientAppResolver {
  /** Once a request, however many apps are asked. */
  private readonly asAdministrator: (context: Context) => Promise<unknown>;

  constructor(private readonly needs: Needs) {
    const { requireStaff, now } = needs;
    this.asAdministrator = oncePer((context: Context) => requireStaff(viewerOf(context), ["ADMIN"], now()));
  }

  @Query(() => [ClientAppType])
  clientApps() {
    return this.needs.apps.all();
  }

  @NeedsViewer()
  @NeedsRole("ADMIN")
  @Mutation(() => ClientAppType, {
    description: "0 to 100. True everywhere with the answer; nobody who has two-step verification on loses it.",
  })
  setTwoStepRollout(
    @Arg("percent", () => Int) percent: number,
    @Arg("appId", () => ID) appId: string,
    @Ctx() context: Context,
  ) {
    return this.needs.setTwoStepRollout(viewerOf(context), { appId, percent });
  }

  @FieldResolver(() => Int, { nullable: true })
  async twoStepRolloutPercent(@Root() { id }: ClientAppType, @Ctx() context: Context): Promise<number> {
    viewerOf(context);
    await this.asAdministrator(context);
    return this.needs.rollouts.percentOf(id);
  }
}
