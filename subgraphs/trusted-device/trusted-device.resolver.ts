import { Arg, Ctx, ID, Query, Resolver } from "type-graphql";
import { viewerOf, type Context } from "../kernel/context.ts";
import { NeedsViewer } from "../kernel/graph/authorization.ts";
import type { OwnDevices } from "./own-devices.loader.ts";
import { TrustedDeviceType } from "./trusted-device.type.ts";

@Resolver()
export class TrustedDeviceResolver {
  constructor(private readonly ownDevices: OwnDevices) {}

  @NeedsViewer()
  @Query(() => TrustedDeviceType, { nullable: true, description: "One of my own; null for any other." })
  async trustedDevice(@Ctx() context: Context, @Arg("id", () => ID) id: string) {
    viewerOf(context);
    return (await this.ownDevices(context)).find((it) => it.id === id) ?? null;
  }
}
