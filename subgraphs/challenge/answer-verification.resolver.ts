import { Arg, createUnionType, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from "type-graphql";
import { viewerOf, type Context } from "../kernel/context.ts";
import { NeedsViewer } from "../kernel/graph/authorization.ts";
import { ChallengeClosed } from "../kernel/graph/challenge-closed.ts";
import { enumOf } from "../kernel/graph/enums.ts";
import { byKind, Problem } from "../kernel/graph/problem.ts";
import type { approveVerification } from "./approve-verification.ts";
import { DENIAL_REASONS, type DenialReason, type denyVerification } from "./deny-verification.ts";
import { readMatchNumber } from "./match-number.ts";
import { VerificationSettledType } from "./verification-request.type.ts";

const DenialReasonEnum = enumOf("DenialReason", DENIAL_REASONS);

@InputType("ApproveVerificationInput")
class ApproveVerificationInput {
  @Field(() => ID)
  requestId!: string;

  @Field(() => String)
  matchNumber!: string;
}

@InputType("DenyVerificationInput")
class DenyVerificationInput {
  @Field(() => ID)
  requestId!: string;

  @Field(() => DenialReasonEnum)
  reason!: DenialReason;
}

@ObjectType("MatchNumberIncorrect", { implements: Problem })
class MatchNumberIncorrectType extends Problem {}

const AnswerVerificationResultUnion = createUnionType({
  name: "AnswerVerificationResult",
  types: () => [VerificationSettledType, MatchNumberIncorrectType, ChallengeClosed] as const,
  resolveType: byKind,
});

type Verbs = {
  approve: ReturnType<typeof approveVerification>;
  deny: ReturnType<typeof denyVerification>;
};

@Resolver()
export class AnswerVerificationResolver {
  constructor(private readonly verbs: Verbs) {}

  @NeedsViewer()
  @Mutation(() => AnswerVerificationResultUnion, {
    description:
      "On a trusted device: the number that the person reads on the new device. One wrong number ends the request.",
  })
  approveVerification(
    @Arg("input", () => ApproveVerificationInput) { requestId, matchNumber }: ApproveVerificationInput,
    @Ctx() context: Context,
  ) {
    return this.verbs.approve(viewerOf(context), requestId, readMatchNumber(matchNumber));
  }

  @NeedsViewer()
  @Mutation(() => AnswerVerificationResultUnion, {
    description: "On a trusted device. NOT_ME also protects the account: the password opens nothing until it is reset.",
  })
  denyVerification(
    @Arg("input", () => DenyVerificationInput) { requestId, reason }: DenyVerificationInput,
    @Ctx() context: Context,
  ) {
    return this.verbs.deny(viewerOf(context), { requestId, reason, ip: context.identity.ip });
  }
}
