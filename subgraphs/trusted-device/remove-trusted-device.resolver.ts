import { Arg, createUnionType, Ctx, Field, ID, Int, Mutation, ObjectType, Resolver } from "type-graphql";
import { viewerOf, type Context } from "../kernel/context.ts";
import { NeedsViewer } from "../kernel/graph/authorization.ts";
import { byKind, Problem } from "../kernel/graph/problem.ts";
import { AccountWithDevices } from "./account.type.ts";
import type { RemoveTrustedDevice } from "./remove-trusted-device.ts";

@ObjectType("TrustedDeviceRemoved")
class TrustedDeviceRemoved {
  @Field(() => AccountWithDevices)
  account!: AccountWithDevices;

  @Field(() => Int)
  sessionsEnded!: number;
}

@ObjectType("TrustedDeviceNotFound", { implements: Problem })
class TrustedDeviceNotFound extends Problem {}

const RemoveTrustedDeviceResult = createUnionType({
  name: "RemoveTrustedDeviceResult",
  types: () => [TrustedDeviceRemoved, TrustedDeviceNotFound] as const,
  resolveType: byKind,
});

@Resolver()
export class RemoveTrustedDeviceResolver {
  constructor(private readonly remove: RemoveTrustedDevice) {}

  @NeedsViewer()
  @Mutation(() => RemoveTrustedDeviceResult, {
    description: "Logs the device out at once and everywhere; its next sign-in needs a code.",
  })
  removeTrustedDevice(@Ctx() context: Context, @Arg("deviceId", () => ID) deviceId: string) {
    return this.remove({ viewer: viewerOf(context), ip: context.identity.ip }, deviceId);
  }
}
