import { Args, ArgsType, Ctx, Field, ID, Mutation, Resolver } from "type-graphql";
import { viewerOf, type Context } from "../kernel/context.ts";
import { NeedsViewer } from "../kernel/graph/authorization.ts";
import type { RenameTrustedDevice } from "./rename-trusted-device.ts";
import { TrustedDeviceType } from "./trusted-device.type.ts";

@ArgsType()
class RenameTrustedDeviceArgs {
  @Field(() => ID)
  deviceId!: string;

  @Field(() => String, { description: "1 to 60 characters." })
  name!: string;
}

@Resolver()
export class RenameTrustedDeviceResolver {
  constructor(private readonly rename: RenameTrustedDevice) {}

  @NeedsViewer()
  @Mutation(() => TrustedDeviceType)
  renameTrustedDevice(@Ctx() context: Context, @Args(() => RenameTrustedDeviceArgs) args: RenameTrustedDeviceArgs) {
    return this.rename(viewerOf(context), args);
  }
}
