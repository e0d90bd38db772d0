import { Arg, createUnionType, Ctx, Field, Mutation, ObjectType, Resolver } from "type-graphql";
import { viewerOf, type Context } from "../kernel/context.ts";
import { NeedsViewer } from "../kernel/graph/authorization.ts";
import { ChallengeClosed } from "../kernel/graph/challenge-closed.ts";
import { CodeIncorrect } from "../kernel/graph/code-incorrect.ts";
import { byKind, Problem } from "../kernel/graph/problem.ts";
import { TicketCodeInput, typedCodeOf } from "../kernel/graph/ticket-code-input.ts";
import { TooManyAttempts } from "../kernel/graph/too-many-attempts.ts";
import type { Viewer } from "../kernel/viewer.ts";
import type { ViewByTicket } from "./challenge-view.ts";
import { FlowStartedType } from "./results.type.ts";
import type { ReadLoginSecurity } from "./login-security.ts";
import { LoginSecurityType } from "./login-security.type.ts";
import type {
  confirmTwoStepVerification,
  disableTwoStepVerification,
  EnableTwoStepResult,
  enableTwoStepVerification,
} from "./two-step-verification.ts";

@ObjectType("TwoStepEnabled")
class TwoStepEnabledType {
  @Field(() => LoginSecurityType)
  loginSecurity!: LoginSecurityType;

  @Field(() => String, { nullable: true, description: "Of the installation that enabled it: it is trusted now." })
  deviceToken!: string | null;
}

@ObjectType("TwoStepNotAvailable", { implements: Problem })
class TwoStepNotAvailableType extends Problem {}

const EnableTwoStepResultUnion = createUnionType({
  name: "EnableTwoStepResult",
  types: () =>
    [
      TwoStepEnabledType,
      FlowStartedType,
      TwoStepNotAvailableType,
      CodeIncorrect,
      ChallengeClosed,
      TooManyAttempts,
    ] as const,
  resolveType: byKind,
});

type Verbs = {
  enable: ReturnType<typeof enableTwoStepVerification>;
  confirm: ReturnType<typeof confirmTwoStepVerification>;
  disable: ReturnType<typeof disableTwoStepVerification>;
  readLoginSecurity: ReadLoginSecurity;
  viewByTicket: ViewByTicket;
};

@Resolver()
export class TwoStepResolver {
  constructor(private readonly verbs: Verbs) {}

  @NeedsViewer()
  @Mutation(() => EnableTwoStepResultUnion, {
    description: "The first time it asks for a code mailed to the account's address; later times it does not.",
  })
  async enableTwoStepVerification(@Ctx() context: Context) {
    const viewer = viewerOf(context);
    return this.shown(viewer, await this.verbs.enable(viewer, context.identity.ip));
  }

  @NeedsViewer()
  @Mutation(() => EnableTwoStepResultUnion)
  async confirmTwoStepVerification(
    @Arg("input", () => TicketCodeInput) input: TicketCodeInput,
    @Ctx() context: Context,
  ) {
    const viewer = viewerOf(context);
    const typed = typedCodeOf(input);
    return this.shown(viewer, await this.verbs.confirm(viewer, typed, context.identity.ip));
  }

  @NeedsViewer()
  @Mutation(() => LoginSecurityType)
  async disableTwoStepVerification(@Ctx() context: Context) {
    const viewer = viewerOf(context);
    await this.verbs.disable(viewer, context.identity.ip);
    return this.verbs.readLoginSecurity({ ...viewer, isOwner: true });
  }

  /** What a result refers to, as it is after it. */
  private async shown(viewer: Viewer, result: EnableTwoStepResult) {
    switch (result.kind) {
      case "TwoStepEnabled":
        return { ...result, loginSecurity: await this.verbs.readLoginSecurity({ ...viewer, isOwner: true }) };
      case "FlowStarted":
        return { ...result, challenge: await this.verbs.viewByTicket(result.ticket, viewer) };
      case "CodeIncorrect":
      case "ChallengeClosed":
      case "TwoStepNotAvailable":
        return result;
    }
  }
}
