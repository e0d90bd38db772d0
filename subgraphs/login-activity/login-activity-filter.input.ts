import { Field, ID, InputType } from "type-graphql";
import { RiskSignalEnum, VerificationMethodEnum } from "../kernel/graph/enums.ts";
import { DateTime } from "../kernel/graph/scalars.ts";
import type { RiskSignal, VerificationMethod } from "../kernel/vocabulary.ts";
import type { ActivityFilter, LoginActivityKind } from "./activity.ts";
import { LoginActivityKindEnum } from "./login-activity.type.ts";

@InputType("LoginActivityFilter", { description: "Every one that is given must match; of a list, any member." })
export class LoginActivityFilter implements ActivityFilter {
  @Field(() => DateTime, { nullable: true, description: "The first moment that counts." })
  from!: Date | null;

  @Field(() => DateTime, { nullable: true, description: "The first moment that counts no more." })
  to!: Date | null;

  @Field(() => [LoginActivityKindEnum], { nullable: true })
  kinds!: LoginActivityKind[] | null;

  @Field(() => [ID], { nullable: true })
  appIds!: string[] | null;

  @Field(() => [String], { nullable: true })
  countryCodes!: string[] | null;

  @Field(() => [VerificationMethodEnum], { nullable: true })
  methods!: VerificationMethod[] | null;

  @Field(() => [RiskSignalEnum], { nullable: true })
  risks!: RiskSignal[] | null;

  @Field(() => ID, { nullable: true, description: "Analysts only." })
  accountId!: string | null;
}
