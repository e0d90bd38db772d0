import { Ctx, Directive, Field, FieldResolver, ID, ObjectType, Resolver, Root } from "type-graphql";
import type { Context } from "../kernel/context.ts";
import { closedToSupport } from "../kernel/graph/own-account.ts";
import type { OwnDevices } from "./own-devices.loader.ts";
import type { TrustedDevice } from "./trusted-device.ts";
import { TrustedDeviceType } from "./trusted-device.type.ts";

/** What this subgraph adds to an account. */
@ObjectType("Account")
@Directive('@key(fields: "id")')
export class AccountWithDevices {
  @Field(() => ID)
  id!: string;
}

@Resolver(() => AccountWithDevices)
export class AccountWithDevicesResolver {
  constructor(
    private readonly ownDevices: OwnDevices,
    private readonly devicesOf: (accountId: string) => Promise<TrustedDevice[]>,
  ) {}

  @FieldResolver(() => [TrustedDeviceType], { description: "Latest used first." })
  trustedDevices(@Root() account: { id: string }, @Ctx() context: Context) {
    const isOwn = closedToSupport(account.id, context) === "OWNER";
    return isOwn ? this.ownDevices(context) : this.devicesOf(account.id);
  }
}
