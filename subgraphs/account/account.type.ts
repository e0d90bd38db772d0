import { Directive, Field, ID, ObjectType } from "type-graphql";
import { RoleEnum } from "../kernel/graph/enums.ts";
import { DateTime, EmailAddress, Locale } from "../kernel/graph/scalars.ts";
import type { Role } from "../kernel/vocabulary.ts";

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
