import { Ctx, Directive, Field, FieldResolver, ID, ObjectType, Resolver, Root } from "type-graphql";
import type { Context } from "../kernel/context.ts";
import type { OwnDevices } from "./own-devices.loader.ts";
import { TrustedDeviceType } from "./trusted-device.type.ts";

/** What this subgraph adds to a row of the login activity. */
@ObjectType("LoginActivity")
@Directive('@key(fields: "id")')
export class LoginActivityWithDevice {
  @Field(() => ID)
  id!: string;

  @Field(() => ID, { nullable: true })
  @Directive("@external")
  installationId!: string | null;
}

@Resolver(() => LoginActivityWithDevice)
export class LoginActivityWithDeviceResolver {
  constructor(private readonly ownDevices: OwnDevices) {}

  @FieldResolver(() => TrustedDeviceType, {
    nullable: true,
    description: "The installation, while it is one of one's own trusted devices.",
  })
  @Directive('@requires(fields: "installationId")')
  async trustedDevice(@Root() { installationId }: LoginActivityWithDevice, @Ctx() context: Context) {
    return (await this.ownDevices(context)).find((it) => it.installationId === installationId) ?? null;
  }
}
