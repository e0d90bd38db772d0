import { Directive, Field, ID, ObjectType } from "type-graphql";
import { enumOf, RoleEnum } from "../kernel/graph/enums.ts";
import { DateTime, EmailAddress, Locale } from "../kernel/graph/scalars.ts";
import type { Role } from "../kernel/vocabulary.ts";

export const SecurityQuestionStatusEnum = enumOf("SecurityQuestionStatus", [
  "NOT_SET",
  "SET",
  "DISABLED_FOR_EVER",
] as const);

@ObjectType("SecurityQuestion")
export class SecurityQuestionType {
  @Field(() => SecurityQuestionStatusEnum)
  status!: keyof typeof SecurityQuestionStatusEnum;

  @Field(() => String, { nullable: true })
  question!: string | null;
}

@ObjectType("Account", {
  description:
    "One identity for every client app. Account, Challenge, TrustedDevice and LoginActivity each add their part.",
})
@Directive('@key(fields: "id")')
export class AccountType {
  @Field(() => ID)
  id!: string;

  @Field(() => EmailAddress)
  email!: string;

  @Field(() => Boolean)
  emailVerified!: boolean;

  @Field(() => [RoleEnum])
  roles!: Role[];

  @Field(() => Locale)
  locale!: string;

  @Field(() => DateTime)
  createdAt!: Date;

  @Field(() => DateTime)
  passwordChangedAt!: Date;
}
