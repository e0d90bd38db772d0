import {
  Arg,
  createUnionType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Int,
  Mutation,
  ObjectType,
  Resolver,
  Root,
  Subscription,
} from "type-graphql";
import { viewerOf, type Context } from "../kernel/context.ts";
import { NeedsViewer } from "../kernel/graph/authorization.ts";
import { ChallengeClosed } from "../kernel/graph/challenge-closed.ts";
import { CodeIncorrect } from "../kernel/graph/code-incorrect.ts";
import { PasswordResetRequired } from "../kernel/graph/password-reset-required.ts";
import { byKind, Problem } from "../kernel/graph/problem.ts";
import { DateTime } from "../kernel/graph/scalars.ts";
import { TicketCodeInput, typedCodeOf } from "../kernel/graph/ticket-code-input.ts";
import { TooManyAttempts } from "../kernel/graph/too-many-attempts.ts";
import { networkOf } from "../kernel/network.ts";
import { ClientInput, clientOf } from "./client.input.ts";
import type { revokeOtherSessions, revokeSession, signOut } from "./end-sessions.ts";
import type { reauthenticate } from "./reauthenticate.ts";
import type { refreshSession } from "./refresh-session.ts";
import { SignedInType } from "./results.type.ts";
import { SessionEndedType, SessionType } from "./session.type.ts";
import { InvalidCredentialsType, VerificationChallengeReference } from "./sign-in.resolver.ts";
import type { Session } from "./session.ts";

const RefreshSessionResultUnion = createUnionType({
  name: "RefreshSessionResult",
  types: () => [SignedInType, SessionEndedType] as const,
  resolveType: byKind,
});

@ObjectType("Reauthenticated")
class ReauthenticatedType {
  @Field(() => DateTime)
  until!: Date;
}

@ObjectType("ReauthenticationVerificationRequired", {
  implements: Problem,
  description: "sendVerificationCode(ticket), then reauthenticate again.",
})
class ReauthenticationVerificationRequiredType extends Problem {
  @Field(() => String)
  ticket!: string;

  @Field(() => VerificationChallengeReference)
  challenge!: VerificationChallengeReference;
}

const ReauthenticateResultUnion = createUnionType({
  name: "ReauthenticateResult",
  types: () =>
    [
      ReauthenticatedType,
      ReauthenticationVerificationRequiredType,
      InvalidCredentialsType,
      CodeIncorrect,
      ChallengeClosed,
      PasswordResetRequired,
      TooManyAttempts,
    ] as const,
  resolveType: byKind,
});

type Verbs = {
  refreshSession: ReturnType<typeof refreshSession>;
  reauthenticate: ReturnType<typeof reauthenticate>;
  signOut: ReturnType<typeof signOut>;
  revokeSession: ReturnType<typeof revokeSession>;
  revokeOtherSessions: ReturnType<typeof revokeOtherSessions>;
};

@Resolver(() => SessionType)
export class SessionResolver {
  constructor(private readonly verbs: Verbs) {}

  @Mutation(() => RefreshSessionResultUnion, {
    description: "client: what the app is now, after an update of it or of the phone; the installation can't change.",
  })
  async refreshSession(
    @Arg("client", () => ClientInput, { nullable: true }) client: ClientInput | null,
    @Arg("refreshToken", () => String) refreshToken: string,
    @Ctx() context: Context,
  ) {
    const { ip } = context.identity;
    const result = await this.verbs.refreshSession({ refreshToken, client: client && clientOf(client), ip });
    if (result.kind === "SignedIn") context.admit(result.viewer);
    return result;
  }

  @NeedsViewer()
  @Mutation(() => ReauthenticateResultUnion, {
    description:
      "Sensitive changes need it within the last 10 minutes; with two-step verification on, a second step may be asked too.",
  })
  reauthenticate(
    @Arg("verification", () => TicketCodeInput, { nullable: true }) verification: TicketCodeInput | null,
    @Arg("password", () => String) password: string,
    @Ctx() context: Context,
  ) {
    const { ip } = context.identity;
    const second = verification && typedCodeOf(verification);
    return this.verbs.reauthenticate(viewerOf(context), { password, verification: second, ip, network: networkOf(ip) });
  }

  @NeedsViewer()
  @Mutation(() => Boolean)
  signOut(@Ctx() context: Context) {
    return this.verbs.signOut(viewerOf(context), context.identity.ip);
  }

  @NeedsViewer()
  @Mutation(() => Boolean)
  revokeSession(@Arg("sessionId", () => ID) sessionId: string, @Ctx() context: Context) {
    return this.verbs.revokeSession(viewerOf(context), sessionId, context.identity.ip);
  }

  @NeedsViewer()
  @Mutation(() => Int, { description: "Ends every session but this one; the number ended." })
  revokeOtherSessions(@Ctx() context: Context) {
    return this.verbs.revokeOtherSessions(viewerOf(context), context.identity.ip);
  }

  @NeedsViewer()
  @Subscription(() => SessionEndedType, {
    topics: "sessionEnded",
    description: "This session was ended from elsewhere; the socket closes right after (4403).",
  })
  sessionEnded(@Root() ended: SessionEndedType): SessionEndedType {
    return ended;
  }

  @FieldResolver(() => Boolean)
  isCurrent(@Root() session: Session, @Ctx() { identity }: Context): boolean {
    return identity.viewer?.sessionId === session.id;
  }
}
