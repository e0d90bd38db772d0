import { Ctx, Directive, Field, ID, ObjectType } from "type-graphql";
import type { Context } from "../kernel/context.ts";
import { ClientAppReference } from "../kernel/graph/client-app-reference.ts";
import { DeviceDescription } from "../kernel/graph/device-description.ts";
import { enumOf, RiskSignalEnum, RoleEnum, VerificationMethodEnum } from "../kernel/graph/enums.ts";
import { Location } from "../kernel/graph/location.ts";
import { DateTime } from "../kernel/graph/scalars.ts";
import { riskReasons } from "../kernel/risk-reasons.ts";
import type { RiskSignal, Role, VerificationMethod } from "../kernel/vocabulary.ts";
import { AccountWithActivity } from "./account.type.ts";
import { LOGIN_ACTIVITY_KINDS, type LoginActivityKind } from "./activity.ts";

export const LoginActivityKindEnum = enumOf("LoginActivityKind", LOGIN_ACTIVITY_KINDS);

@ObjectType("LoginActivity", { description: "One row of what happened. Place and risks are as they were then." })
@Directive('@key(fields: "id")')
export class LoginActivityType {
  @Field(() => ID)
  id!: string;

  @Field(() => DateTime)
  at!: Date;

  @Field(() => LoginActivityKindEnum)
  kind!: LoginActivityKind;

  accountId!: string | null;

  @Field(() => AccountWithActivity, {
    nullable: true,
    description:
      "Null where nobody is behind it: a deleted account, an address that nobody has. For analysts only its id answers.",
  })
  account(): AccountWithActivity | null {
    return this.accountId === null ? null : { id: this.accountId };
  }

  appId!: string | null;

  @Field(() => ClientAppReference, { nullable: true })
  app(): ClientAppReference | null {
    return this.appId === null ? null : { id: this.appId };
  }

  @Field(() => String, { nullable: true })
  appVersion!: string | null;

  @Field(() => DeviceDescription, { nullable: true })
  device!: DeviceDescription | null;

  @Field(() => ID, { nullable: true })
  @Directive("@inaccessible")
  installationId!: string | null;

  @Field(() => RoleEnum, {
    nullable: true,
    description: "The role in which staff touched this account; null when it was its owner.",
  })
  staffRole!: Role | null;

  @Field(() => Boolean, { nullable: true, description: "What its owner answered; null: not asked or not answered." })
  wasMe!: boolean | null;

  @Field(() => VerificationMethodEnum, { nullable: true })
  method!: VerificationMethod | null;

  @Field(() => String, {
    nullable: true,
    description: "Whole for its owner; the network part only for analysts.",
  })
  ipAddress!: string | null;

  @Field(() => Location, { nullable: true })
  location!: Location | null;

  @Field(() => [RiskSignalEnum])
  risks!: RiskSignal[];

  @Field(() => [String], { description: "For people: what each of the risks means, in their order." })
  async riskReasons(@Ctx() context: Context): Promise<string[]> {
    return riskReasons(this.risks, await context.language());
  }
}
