import { Field, Float, Int, ObjectType } from "type-graphql";
import { DateTime } from "../kernel/graph/scalars.ts";
import { ReportValue } from "./activity-report.type.ts";

@ObjectType("VerificationFunnelRow")
class VerificationFunnelRow {
  @Field(() => DateTime, { nullable: true, description: "Where the hour, day, week or month of the asking begins." })
  bucket!: Date | null;

  @Field(() => [ReportValue])
  values!: ReportValue[];

  @Field(() => Int, { description: "Second steps that were asked; by METHOD, those that began with it." })
  asked!: number;

  @Field(() => Int, { description: "To which a code or a request was sent." })
  sent!: number;

  @Field(() => Int, { description: "That a trusted device showed." })
  acknowledged!: number;

  @Field(() => Int, { description: "With the right code, or by approval." })
  answered!: number;

  @Field(() => Int)
  signedIn!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      "From the first send by the method that was answered, within 1 per cent. Null where fewer than five accounts answered.",
  })
  medianAnswerSeconds!: number | null;

  @Field(() => Int)
  accounts!: number;
}

@ObjectType("VerificationFunnel")
export class VerificationFunnelType {
  @Field(() => [VerificationFunnelRow])
  rows!: VerificationFunnelRow[];

  @Field(() => Int)
  suppressedRows!: number;

  @Field(() => Int)
  privacyFloor!: number;
}
