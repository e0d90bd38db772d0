import { Arg, createUnionType, Ctx, Field, ID, Mutation, ObjectType, Resolver } from "type-graphql";
import { viewerOf, type Context } from "../kernel/context.ts";
import { NeedsViewer } from "../kernel/graph/authorization.ts";
import { byKind, Problem } from "../kernel/graph/problem.ts";
import { TicketCodeInput, typedCodeOf } from "../kernel/graph/ticket-code-input.ts";
import type { beginAuthenticatorSetup } from "./begin-authenticator-setup.ts";
import type { confirmAuthenticator } from "./confirm-authenticator.ts";
import type { ReadLoginSecurity } from "./login-security.ts";
import { LoginSecurityType } from "./login-security.type.ts";
import { ConfirmResultUnion } from "./phone.resolver.ts";
import type { removeAuthenticator } from "./remove-authenticator.ts";

@ObjectType("AuthenticatorSetup")
class AuthenticatorSetupType {
  @Field(() => String)
  ticket!: string;

  @Field(() => String, { description: "Base32, for entering by hand." })
  secret!: string;

  @Field(() => String)
  otpauthUri!: string;

  @Field(() => String, { description: "An SVG image of the URI." })
  qrCodeSvg!: string;
}

@ObjectType("PhoneNumberRequired", { implements: Problem })
class PhoneNumberRequiredType extends Problem {}

const BeginAuthenticatorResultUnion = createUnionType({
  name: "BeginAuthenticatorResult",
  types: () => [AuthenticatorSetupType, PhoneNumberRequiredType] as const,
  resolveType: byKind,
});

type Verbs = {
  begin: ReturnType<typeof beginAuthenticatorSetup>;
  confirm: ReturnType<typeof confirmAuthenticator>;
  remove: ReturnType<typeof removeAuthenticator>;
  readLoginSecurity: ReadLoginSecurity;
};

@Resolver()
export class AuthenticatorResolver {
  constructor(private readonly verbs: Verbs) {}

  @NeedsViewer()
  @Mutation(() => BeginAuthenticatorResultUnion)
  beginAuthenticatorSetup(@Arg("name", () => String) name: string, @Ctx() context: Context) {
    return this.verbs.begin(viewerOf(context), name, context.identity.ip);
  }

  @NeedsViewer()
  @Mutation(() => ConfirmResultUnion)
  confirmAuthenticator(@Arg("input", () => TicketCodeInput) input: TicketCodeInput, @Ctx() context: Context) {
    return this.verbs.confirm(viewerOf(context), typedCodeOf(input), context.identity.ip);
  }

  @NeedsViewer()
  @Mutation(() => LoginSecurityType)
  async removeAuthenticator(@Arg("authenticatorId", () => ID) authenticatorId: string, @Ctx() context: Context) {
    const viewer = viewerOf(context);
    await this.verbs.remove(viewer, authenticatorId, context.identity.ip);
    return this.verbs.readLoginSecurity({ ...viewer, isOwner: true });
  }
}
