import { Directive, Field, ID, ObjectType } from "type-graphql";
import { DeviceDescription } from "../kernel/graph/device-description.ts";
import { enumOf } from "../kernel/graph/enums.ts";
import { Location } from "../kernel/graph/location.ts";
import { Problem } from "../kernel/graph/problem.ts";
import { DateTime } from "../kernel/graph/scalars.ts";
import { ClientAppType } from "./client-app.type.ts";
import { SESSION_END_REASONS, type SessionEndReason } from "./session.ts";

@ObjectType("Session")
@Directive('@key(fields: "id")')
export class SessionType {
  @Field(() => ID)
  id!: string;

  /** By which the trusted-device subgraph finds the device that this session is on. */
  @Field(() => ID)
  @Directive("@inaccessible")
  installationId!: string;

  @Field(() => ClientAppType)
  app!: ClientAppType;

  @Field(() => String)
  appVersion!: string;

  @Field(() => DeviceDescription)
  device!: DeviceDescription;

  @Field(() => Location, { nullable: true })
  location!: Location | null;

  @Field(() => DateTime)
  createdAt!: Date;

  @Field(() => DateTime)
  lastUsedAt!: Date;

  @Field(() => DateTime)
  expiresAt!: Date;
}

const SessionEndReasonEnum = enumOf("SessionEndReason", SESSION_END_REASONS);

@ObjectType("SessionEnded", { implements: Problem })
export class SessionEndedType extends Problem {
  @Field(() => ID, { nullable: true })
  sessionId!: string | null;

  @Field(() => SessionEndReasonEnum)
  reason!: SessionEndReason;
}
