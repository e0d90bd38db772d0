import { Field, ObjectType } from "type-graphql";
import { ClientAppReference } from "../kernel/graph/client-app-reference.ts";
import { DeviceDescription } from "../kernel/graph/device-description.ts";
import { DateTime } from "../kernel/graph/scalars.ts";

@ObjectType("TwoStepImpact", { description: "An installation whose app is too old for two-step verification." })
export class TwoStepImpactType {
  @Field(() => ClientAppReference)
  app!: ClientAppReference;

  @Field(() => String)
  appVersion!: string;

  @Field(() => DeviceDescription)
  device!: DeviceDescription;

  @Field(() => String)
  minimumVersion!: string;

  @Field(() => DateTime)
  lastSeenAt!: Date;
}
