import { Directive, Field, ObjectType } from "type-graphql";
import { DateTime } from "./scalars.ts";

type EntityClass = new () => { id: string };

/** Each subgraph names its own classes of the entities in it. */
export const signedInType = ({ Account, Session }: { Account: EntityClass; Session: EntityClass }) => {
  @ObjectType("SignedIn")
  @Directive("@shareable")
  class SignedIn {
    @Field(() => String)
    accessToken!: string;

    @Field(() => DateTime)
    accessTokenExpiresAt!: Date;

    @Field(() => String)
    refreshToken!: string;

    @Field(() => String, {
      nullable: true,
      description: "Present when this installation is a trusted device from now on.",
    })
    deviceToken!: string | null;

    @Field(() => Session)
    session!: { id: string };

    @Field(() => Account)
    account!: { id: string };
  }
  return SignedIn;
};
