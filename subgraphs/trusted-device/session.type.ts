import { Ctx, Directive, Field, FieldResolver, ID, ObjectType, Resolver, Root } from "type-graphql";
import type { Context } from "../kernel/context.ts";
import type { OwnDevices } from "./own-devices.loader.ts";
import { TrustedDeviceType } from "./trusted-device.type.ts";

/** What this subgraph adds to a session. */
@ObjectType("Session")
@Directive('@key(fields: "id")')
export class SessionWithDevice {
  @Field(() => ID)
  id!: string;

  @Field(() => ID)
  @Directive("@external")
  installationId!: string;
}

@Resolver(() => SessionWithDevice)
export class SessionWithDeviceResolver {
  constructor(private readonly ownDevices: OwnDevices) {}

  @FieldResolver(() => TrustedDeviceType, { nullable: true, description: "The installation, while it is trusted." })
  @Directive('@requires(fields: "installationId")')
  async trustedDevice(@Root() { installationId }: SessionWithDevice, @Ctx() context: Context) {
    return (await this.ownDevices(context)).find((it) => it.installationId === installationId) ?? null;
  }
}
