import { createUnionType, Directive, Field, Int, ObjectType } from "type-graphql";
import type { LinkFault } from "../vocabulary.ts";
import { LinkStateEnum } from "./enums.ts";
import { byKind, Problem } from "./problem.ts";
import { DateTime } from "./scalars.ts";

@ObjectType("AccountSecured")
@Directive("@shareable")
class AccountSecured {
  @Field(() => Int)
  sessionsEnded!: number;
}

@ObjectType("ActivityConfirmed")
@Directive("@shareable")
class ActivityConfirmed {
  @Field(() => DateTime)
  at!: Date;
}

@ObjectType("LinkInvalid", { implements: Problem })
@Directive("@shareable")
class LinkInvalid extends Problem {
  @Field(() => LinkStateEnum, { description: "Why: anything but OPEN." })
  state!: LinkFault;
}

/** What the page of a mailed link is answered, whichever subgraph the link is of. */
export const LinkAnswered = createUnionType({
  name: "LinkAnswered",
  types: () => [AccountSecured, ActivityConfirmed, LinkInvalid] as const,
  resolveType: byKind,
});
