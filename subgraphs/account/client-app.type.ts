import { Directive, Field, ID, Int, ObjectType } from "type-graphql";
import { VerificationMethodEnum } from "../kernel/graph/enums.ts";
import { Url } from "../kernel/graph/scalars.ts";
import type { VerificationMethod } from "../kernel/vocabulary.ts";

@ObjectType("ClientApp", { description: "A client application that signs people in, and its policy." })
@Directive('@key(fields: "id")')
export class ClientAppType {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String, {
    nullable: true,
    description: "The lowest version that can sign in to an account with two-step verification on; null: any.",
  })
  minimumTwoStepVersion!: string | null;

  @Field(() => Boolean, { description: "New accounts made through this app start with two-step verification on." })
  twoStepOnByDefault!: boolean;

  @Field(() => Boolean, { description: "What trustDevice: null means." })
  trustsByDefault!: boolean;

  @Field(() => [VerificationMethodEnum], {
    description: "In order of preference: the first one that the account can use is the default.",
  })
  verificationMethods!: VerificationMethod[];

  @Field(() => Url, { nullable: true })
  updateUrl!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: "Administrators only: per cent of accounts that see two-step verification.",
  })
  twoStepRolloutPercent?: number | null;
}
