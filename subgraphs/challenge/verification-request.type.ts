import { createUnionType, Ctx, Field, ID, ObjectType } from "type-graphql";
import type { Context } from "../kernel/context.ts";
import { ClientAppReference } from "../kernel/graph/client-app-reference.ts";
import { DeviceDescription } from "../kernel/graph/device-description.ts";
import { ChallengeStatusEnum, RiskSignalEnum } from "../kernel/graph/enums.ts";
import { Location } from "../kernel/graph/location.ts";
import { byKind } from "../kernel/graph/problem.ts";
import { DateTime, EmailAddress } from "../kernel/graph/scalars.ts";
import { riskReasons } from "../kernel/risk-reasons.ts";
import type { ChallengeStatus, RiskSignal } from "../kernel/vocabulary.ts";
import type { ChallengePurpose } from "./challenge.ts";
import { ChallengePurposeEnum } from "./verification-challenge.type.ts";

@ObjectType("VerificationRequest", { description: "What a trusted device may see of somebody's sign-in." })
export class VerificationRequestType {
  @Field(() => ID)
  id!: string;

  @Field(() => ChallengePurposeEnum)
  purpose!: ChallengePurpose;

  @Field(() => EmailAddress, { description: "Which of the accounts on this device." })
  accountEmail!: string;

  @Field(() => String, { description: "To be typed on the new device." })
  code!: string;

  @Field(() => ClientAppReference)
  app!: ClientAppReference;

  @Field(() => DeviceDescription)
  device!: DeviceDescription;

  @Field(() => Location, { nullable: true })
  location!: Location | null;

  @Field(() => String)
  ipAddress!: string;

  @Field(() => DateTime)
  requestedAt!: Date;

  @Field(() => DateTime)
  expiresAt!: Date;

  @Field(() => [RiskSignalEnum])
  risks!: RiskSignal[];

  @Field(() => [String], { description: "For people: what each of the risks means, in their order." })
  async riskReasons(@Ctx() context: Context): Promise<string[]> {
    return riskReasons(this.risks, await context.language());
  }

  @Field(() => Boolean, {
    description: "The new device shows a number: approveVerification takes it, and nothing is typed there.",
  })
  asksForNumber!: boolean;
}

@ObjectType("VerificationRequested")
class VerificationRequestedType {
  @Field(() => VerificationRequestType)
  request!: VerificationRequestType;
}

@ObjectType("VerificationSettled", {
  description: "Answered, completed, expired or cancelled somewhere: take the prompt away.",
})
export class VerificationSettledType {
  @Field(() => ID)
  requestId!: string;

  @Field(() => ChallengeStatusEnum)
  status!: ChallengeStatus;
}

export const VerificationRequestEventUnion = createUnionType({
  name: "VerificationRequestEvent",
  types: () => [VerificationRequestedType, VerificationSettledType] as const,
  resolveType: byKind,
});
