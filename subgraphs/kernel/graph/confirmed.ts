import { Directive, Field, ObjectType, type ClassType } from "type-graphql";

/** FlowStarted, over this subgraph's own class of the challenge. */
export const flowStartedType = (VerificationChallenge: ClassType) => {
  @ObjectType("FlowStarted", { description: "A code is on its way; confirm with the ticket." })
  @Directive("@shareable")
  class FlowStarted {
    @Field(() => String)
    ticket!: string;

    @Field(() => VerificationChallenge)
    challenge!: object;

    @Field(() => String, {
      nullable: true,
      description: "For people, before they confirm: for a phone number, what losing it would mean.",
    })
    notice!: string | null;
  }
  return FlowStarted;
};

/** Confirmed, over this subgraph's own class of the account. */
export const confirmedType = (Account: ClassType) => {
  @ObjectType("Confirmed")
  @Directive("@shareable")
  class Confirmed {
    @Field(() => Account)
    account!: object;

    @Field(() => String, {
      nullable: true,
      description: "Where this turned two-step verification on: this installation is trusted now.",
    })
    deviceToken!: string | null;
  }
  return Confirmed;
};
