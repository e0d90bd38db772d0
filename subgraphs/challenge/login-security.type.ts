import { Ctx, Directive, Field, ID, Int, ObjectType } from "type-graphql";
import type { Context } from "../kernel/context.ts";
import { ClientAppReference } from "../kernel/graph/client-app-reference.ts";
import { DeviceDescription } from "../kernel/graph/device-description.ts";
import { enumOf, VerificationMethodEnum } from "../kernel/graph/enums.ts";
import { DateTime, EmailAddress } from "../kernel/graph/scalars.ts";
import type { VerificationMethod } from "../kernel/vocabulary.ts";
import { SECURITY_RECOMMENDATION_KINDS } from "./recommendation.ts";
import { CodeDeliveryType, VerificationMethodOptionType } from "./verification-challenge.type.ts";

export const TwoStepAvailabilityEnum = enumOf(
  "TwoStepAvailability",
  ["AVAILABLE", "NOT_YET"] as const,
  "NOT_YET: this account's batch has not been reached by the roll-out.",
);
const SecurityRecommendationKindEnum = enumOf("SecurityRecommendationKind", SECURITY_RECOMMENDATION_KINDS);

@ObjectType("TwoStepVerification")
export class TwoStepVerificationType {
  @Field(() => Boolean)
  enabled!: boolean;

  @Field(() => DateTime, { nullable: true })
  enabledAt!: Date | null;

  accountId!: string;
  appId?: string;
}

@ObjectType("Authenticator")
class AuthenticatorType {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => DateTime)
  addedAt!: Date;

  @Field(() => DateTime, { nullable: true })
  lastUsedAt!: Date | null;
}

@ObjectType("SecurityRecommendation")
class SecurityRecommendationType {
  @Field(() => SecurityRecommendationKindEnum)
  kind!: keyof typeof SecurityRecommendationKindEnum;

  @Field(() => String)
  async message(@Ctx() context: Context): Promise<string> {
    return this.messageIn(await context.language());
  }

  messageIn!: (locale: string) => string;
}

@ObjectType("LoginSecurity")
export class LoginSecurityType {
  @Field(() => TwoStepVerificationType)
  twoStepVerification!: TwoStepVerificationType;

  @Field(() => [VerificationMethodOptionType])
  methods!: VerificationMethodOptionType[];

  @Field(() => [VerificationMethodEnum])
  allowedMethods!: VerificationMethod[];

  @Field(() => String, { nullable: true })
  phoneNumber!: string | null;

  @Field(() => [AuthenticatorType])
  authenticators!: AuthenticatorType[];

  @Field(() => Int)
  recoveryCodesRemaining!: number;

  @Field(() => [SecurityRecommendationType])
  recommendations!: SecurityRecommendationType[];
}

@ObjectType("Installation")
class InstallationType {
  @Field(() => ClientAppReference)
  app!: ClientAppReference;

  @Field(() => String)
  appVersion!: string;

  @Field(() => DeviceDescription)
  device!: DeviceDescription;

  @Field(() => Boolean)
  trusted!: boolean;

  @Field(() => DateTime)
  lastSeenAt!: Date;
}

@ObjectType("SupportReport")
export class SupportReportType {
  @Field(() => ID, { nullable: true })
  accountId!: string | null;

  @Field(() => EmailAddress, { description: "As typed, where only a ticket asks." })
  email!: string;

  @Field(() => TwoStepVerificationType)
  twoStepVerification!: TwoStepVerificationType;

  @Field(() => [VerificationMethodOptionType])
  methods!: VerificationMethodOptionType[];

  @Field(() => [InstallationType])
  installations!: InstallationType[];

  @Field(() => [CodeDeliveryType])
  deliveries!: CodeDeliveryType[];

  @Field(() => String, { description: "The same, as text to paste into a ticket." })
  text!: string;
}

@ObjectType("Account")
@Directive('@key(fields: "id")')
export class AccountWithSecurity {
  @Field(() => ID)
  id!: string;
}
