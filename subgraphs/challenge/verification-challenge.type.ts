import { Ctx, Directive, Field, ID, Int, ObjectType } from "type-graphql";
import type { Context } from "../kernel/context.ts";
import { ChallengeStatusEnum, enumOf, VerificationMethodEnum } from "../kernel/graph/enums.ts";
import { DateTime } from "../kernel/graph/scalars.ts";
import type { ChallengeStatus, VerificationMethod } from "../kernel/vocabulary.ts";
import { CHALLENGE_PURPOSES, type ChallengePurpose } from "./challenge.ts";
import { DELIVERY_STATES, type CodeDelivery, type DeliveryState } from "./delivery.ts";

export const ChallengePurposeEnum = enumOf("ChallengePurpose", CHALLENGE_PURPOSES);
const DeliveryStateEnum = enumOf(
  "DeliveryState",
  DELIVERY_STATES,
  "ACKNOWLEDGED: shown on a trusted device (acknowledgeVerification).",
);

@ObjectType("VerificationMethodOption")
export class VerificationMethodOptionType {
  @Field(() => VerificationMethodEnum)
  method!: VerificationMethod;

  @Field(() => String, {
    nullable: true,
    description: "Masked: a***@example.com, +49 *** **78. Devices are named only to the signed-in owner.",
  })
  destination!: string | null;
}

@ObjectType("CodeDelivery")
export class CodeDeliveryType {
  @Field(() => VerificationMethodEnum)
  method!: VerificationMethod;

  @Field(() => String, { nullable: true })
  destination!: string | null;

  @Field(() => DeliveryStateEnum)
  state!: DeliveryState;

  @Field(() => DateTime)
  at!: Date;

  @Field(() => [String], {
    description:
      "For example: look in the spam folder; allow no-reply@…; and, to the signed-in owner: notifications are off on Pixel 8.",
  })
  async advice(@Ctx() context: Context): Promise<string[]> {
    return this.adviceIn(await context.language(this.locale));
  }

  adviceIn!: (locale: string) => string[];
  locale!: string | null;
}

@ObjectType("VerificationChallenge", { description: "What the client that holds the ticket may see." })
@Directive('@key(fields: "ticket")')
export class VerificationChallengeType {
  /** The key of the entity: who may see it is whoever holds the ticket. */
  @Field(() => String)
  @Directive("@inaccessible")
  ticket!: string;

  @Field(() => ID)
  id!: string;

  @Field(() => ChallengePurposeEnum)
  purpose!: ChallengePurpose;

  @Field(() => ChallengeStatusEnum)
  status!: ChallengeStatus;

  @Field(() => VerificationMethodEnum)
  method!: VerificationMethod;

  @Field(() => [VerificationMethodOptionType], {
    description:
      "Default first. APP_NOTIFICATION is here while a trusted device exists, and first only while one can be reached.",
  })
  methods(): Promise<VerificationMethodOptionType[]> {
    return this.readMethods();
  }

  readMethods!: () => Promise<VerificationMethodOptionType[]>;

  @Field(() => Int)
  codeLength!: number;

  @Field(() => Int)
  attemptsRemaining!: number;

  @Field(() => DateTime, { description: "For the same method again; another method may be sent at once." })
  resendAvailableAt!: Date;

  @Field(() => DateTime)
  expiresAt!: Date;

  @Field(() => [CodeDeliveryType], {
    description: "Did not receive a code? What became of each message, and what to do.",
  })
  deliveries(): Promise<CodeDelivery[]> {
    return this.readDeliveries();
  }

  readDeliveries!: () => Promise<CodeDelivery[]>;
}
