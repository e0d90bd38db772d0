import { Directive, Field, ID, ObjectType } from "type-graphql";
import { ClientAppReference } from "../kernel/graph/client-app-reference.ts";
import { DeviceDescription } from "../kernel/graph/device-description.ts";
import { enumOf } from "../kernel/graph/enums.ts";
import { Location } from "../kernel/graph/location.ts";
import { DateTime } from "../kernel/graph/scalars.ts";
import { notFound } from "../kernel/refusal.ts";
import type { ReferenceResolver } from "../kernel/subgraph.ts";
import { NOTIFICATION_STATUSES, type NotificationStatus } from "./installation.ts";
import type { OwnDevices } from "./own-devices.loader.ts";

const NotificationStatusEnum = enumOf("NotificationStatus", NOTIFICATION_STATUSES);

@ObjectType("TrustedDevice")
@Directive('@key(fields: "id")')
export class TrustedDeviceType {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { description: "The name that its owner gave it; else the device's own." })
  name!: string;

  @Field(() => DeviceDescription)
  device!: DeviceDescription;

  @Field(() => ClientAppReference)
  app!: ClientAppReference;

  @Field(() => String)
  appVersion!: string;

  @Field(() => DateTime)
  trustedAt!: Date;

  @Field(() => DateTime)
  lastUsedAt!: Date;

  @Field(() => Location, { nullable: true })
  lastLocation!: Location | null;

  @Field(() => Boolean)
  isCurrent!: boolean;

  @Field(() => Boolean, { description: "A live subscription is open on it now." })
  online!: boolean;

  @Field(() => NotificationStatusEnum)
  notifications!: NotificationStatus;
}

/** One's own, while it is trusted; any other id is met as if it had never been. */
export const trustedDeviceReference =
  (ownDevices: OwnDevices): ReferenceResolver =>
  async ({ id }, context) => {
    const device = (await ownDevices(context)).find((it) => it.id === id);
    if (!device) throw notFound("trusted device");
    return device;
  };
