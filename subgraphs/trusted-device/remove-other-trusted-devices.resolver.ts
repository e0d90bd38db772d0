import { Ctx, Int, Mutation, Resolver } from "type-graphql";
import { viewerOf, type Context } from "../kernel/context.ts";
import { NeedsViewer } from "../kernel/graph/authorization.ts";
import type { RemoveOtherTrustedDevices } from "./remove-other-trusted-devices.ts";

@Resolver()
export class RemoveOtherTrustedDevicesResolver {
  constructor(private readonly removeOthers: RemoveOtherTrustedDevices) {}

  @NeedsViewer()
  @Mutation(() => Int, { description: "Removes every trusted device but this one; the number removed." })
  removeOtherTrustedDevices(@Ctx() context: Context) {
    return this.removeOthers({ viewer: viewerOf(context), ip: context.identity.ip });
  }
}
