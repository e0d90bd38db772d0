import {
  Arg,
  createUnionType,
  Ctx,
  Field,
  ID,
  InputType,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
  Subscription,
} from "type-graphql";
import { viewerOf, type Context } from "../kernel/context.ts";
import { NeedsViewer } from "../kernel/graph/authorization.ts";
import { ChallengeClosed } from "../kernel/graph/challenge-closed.ts";
import { CodeIncorrect } from "../kernel/graph/code-incorrect.ts";
import { VerificationMethodEnum } from "../kernel/graph/enums.ts";
import { PasswordResetRequired } from "../kernel/graph/password-reset-required.ts";
import { byKind, Problem } from "../kernel/graph/problem.ts";
import { DateTime } from "../kernel/graph/scalars.ts";
import { TooManyAttempts } from "../kernel/graph/too-many-attempts.ts";
import { readTypedCode } from "../kernel/typed-code.ts";
import type { Viewer } from "../kernel/viewer.ts";
import type { VerificationMethod } from "../kernel/vocabulary.ts";
import type { cancelVerification } from "./cancel-verification.ts";
import type { View, ViewByTicket } from "./challenge-view.ts";
import type { completeApprovedSignIn } from "./complete-approved-sign-in.ts";
import { AppUpdateRequiredType, SignedInType } from "./results.type.ts";
import type { sendVerificationCode } from "./send-verification-code.ts";
import type { submitVerificationCode } from "./submit-verification-code.ts";
import { VerificationChallengeType, VerificationMethodOptionType } from "./verification-challenge.type.ts";
import { VerificationRequestEventUnion, VerificationRequestType } from "./verification-request.type.ts";
import type { pendingVerificationRequests } from "./verification-requests.ts";

@InputType("SendVerificationCodeInput")
class SendVerificationCodeInput {
  @Field(() => String)
  ticket!: string;

  @Field(() => VerificationMethodEnum)
  method!: VerificationMethod;
}

@InputType("SubmitVerificationCodeInput", { description: "trustDevice: null means what the app's policy says." })
class SubmitVerificationCodeInput {
  @Field(() => String)
  ticket!: string;

  @Field(() => String)
  code!: string;

  @Field(() => VerificationMethodEnum, { nullable: true })
  method?: VerificationMethod | null;

  @Field(() => Boolean, { nullable: true })
  trustDevice?: boolean | null;
}

@InputType("CompleteApprovedSignInInput")
class CompleteApprovedSignInInput {
  @Field(() => String)
  ticket!: string;

  @Field(() => Boolean, { nullable: true })
  trustDevice?: boolean | null;
}

@ObjectType("CodeSent")
class CodeSentType {
  @Field(() => VerificationChallengeType)
  challenge!: VerificationChallengeType;

  @Field(() => String, {
    nullable: true,
    description: "Once APP_NOTIFICATION was sent: two digits for the person to type on a trusted device.",
  })
  matchNumber!: string | null;
}

@ObjectType("ResendTooSoon", { implements: Problem })
class ResendTooSoonType extends Problem {
  @Field(() => DateTime)
  resendAvailableAt!: Date;
}

@ObjectType("MethodUnavailable", { implements: Problem })
class MethodUnavailableType extends Problem {
  @Field(() => [VerificationMethodOptionType])
  methods!: VerificationMethodOptionType[];
}

@ObjectType("ChallengePending", { implements: Problem })
class ChallengePendingType extends Problem {
  @Field(() => VerificationChallengeType)
  challenge!: VerificationChallengeType;
}

const SendVerificationCodeResultUnion = createUnionType({
  name: "SendVerificationCodeResult",
  types: () => [CodeSentType, ResendTooSoonType, MethodUnavailableType, ChallengeClosed, TooManyAttempts] as const,
  resolveType: byKind,
});

const SubmitVerificationCodeResultUnion = createUnionType({
  name: "SubmitVerificationCodeResult",
  types: () =>
    [
      SignedInType,
      CodeIncorrect,
      ChallengePendingType,
      ChallengeClosed,
      AppUpdateRequiredType,
      PasswordResetRequired,
      TooManyAttempts,
    ] as const,
  resolveType: byKind,
});

type Verbs = {
  send: ReturnType<typeof sendVerificationCode>;
  submit: ReturnType<typeof submitVerificationCode>;
  complete: ReturnType<typeof completeApprovedSignIn>;
  cancel: ReturnType<typeof cancelVerification>;
  pending: ReturnType<typeof pendingVerificationRequests>;
  acknowledge: (viewer: Viewer, requestId: string) => Promise<boolean>;
  view: View;
  viewByTicket: ViewByTicket;
};

@Resolver()
export class VerificationResolver {
  constructor(private readonly verbs: Verbs) {}

  @Query(() => VerificationChallengeType, {
    nullable: true,
    description: "The state of the flow that this ticket started; null when it is unknown or long over.",
  })
  verificationChallenge(@Arg("ticket", () => String) ticket: string, @Ctx() { identity }: Context) {
    return this.verbs.viewByTicket(ticket, identity.viewer);
  }

  @NeedsViewer()
  @Query(() => [VerificationRequestType], {
    description: "What the calling trusted device should be showing now: asked on app start and on reconnect.",
  })
  pendingVerificationRequests(@Ctx() context: Context) {
    return this.verbs.pending(viewerOf(context));
  }

  @Mutation(() => SendVerificationCodeResultUnion, {
    description: "Sends a code by this method: the first one, another method, or again.",
  })
  async sendVerificationCode(
    @Arg("input", () => SendVerificationCodeInput) { ticket, method }: SendVerificationCodeInput,
    @Ctx() { identity: { viewer } }: Context,
  ) {
    const result = await this.verbs.send(ticket, method);
    if (result.kind !== "CodeSent") return result;
    const { kind, matchNumber, challenge, facts } = result;
    return { kind, matchNumber, challenge: this.verbs.view(challenge, ticket, viewer, facts) };
  }

  @Mutation(() => SubmitVerificationCodeResultUnion, {
    description: "The code from the notification, mail, SMS or authenticator, or a recovery code: signs in.",
  })
  async submitVerificationCode(
    @Arg("input", () => SubmitVerificationCodeInput) input: SubmitVerificationCodeInput,
    @Ctx() context: Context,
  ) {
    const { ticket, trustDevice } = input;
    const method = input.method ?? null;
    const code = readTypedCode(input.code, method);
    const result = await this.verbs.submit({ ticket, code, method, trustDevice: trustDevice ?? null });
    if (result.kind === "SignedIn") context.admit(result.viewer);
    return result;
  }

  @Mutation(() => SubmitVerificationCodeResultUnion, {
    description: "After a trusted device approved: signs in. The ticket is checked again, and so are lock and trust.",
  })
  async completeApprovedSignIn(
    @Arg("input", () => CompleteApprovedSignInInput) { ticket, trustDevice }: CompleteApprovedSignInInput,
    @Ctx() context: Context,
  ) {
    const result = await this.verbs.complete(ticket, trustDevice ?? null);
    if (result.kind === "SignedIn") context.admit(result.viewer);
    return result.kind === "ChallengePending"
      ? { ...result, challenge: await this.verbs.viewByTicket(ticket, context.identity.viewer) }
      : result;
  }

  @Mutation(() => Boolean)
  cancelVerification(@Arg("ticket", () => String) ticket: string) {
    return this.verbs.cancel(ticket);
  }

  @NeedsViewer()
  @Mutation(() => Boolean, { description: "On a trusted device, when the person sees the request." })
  acknowledgeVerification(@Arg("requestId", () => ID) requestId: string, @Ctx() context: Context) {
    return this.verbs.acknowledge(viewerOf(context), requestId);
  }

  @NeedsViewer()
  @Subscription(() => VerificationRequestEventUnion, {
    topics: "verificationRequests",
    description: "A trusted device's live line: first what is pending, then everything as it happens.",
  })
  verificationRequests(@Root() event: object): typeof VerificationRequestEventUnion {
    return event as typeof VerificationRequestEventUnion;
  }

  @Subscription(() => VerificationChallengeType, {
    topics: "verificationOutcome",
    description: "The new device waits here for an answer.",
  })
  verificationOutcome(
    @Root() challenge: VerificationChallengeType,
    @Arg("ticket", () => String) _ticket: string,
  ): VerificationChallengeType {
    return challenge;
  }
}
