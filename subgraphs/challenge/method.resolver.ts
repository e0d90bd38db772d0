import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { viewerOf, type Context } from "../kernel/context.ts";
import { NeedsViewer } from "../kernel/graph/authorization.ts";
import { VerificationMethodEnum } from "../kernel/graph/enums.ts";
import type { VerificationMethod } from "../kernel/vocabulary.ts";
import type { generateRecoveryCodes } from "./generate-recovery-codes.ts";
import type { ReadLoginSecurity } from "./login-security.ts";
import { LoginSecurityType } from "./login-security.type.ts";
import type { setVerificationMethodAllowed } from "./set-verification-method-allowed.ts";

type Verbs = {
  generate: ReturnType<typeof generateRecoveryCodes>;
  setAllowed: ReturnType<typeof setVerificationMethodAllowed>;
  readLoginSecurity: ReadLoginSecurity;
};

@Resolver()
export class MethodResolver {
  constructor(private readonly verbs: Verbs) {}

  @NeedsViewer()
  @Mutation(() => [String], { description: "Makes a new set and voids the old one; shown this once." })
  generateRecoveryCodes(@Ctx() context: Context) {
    return this.verbs.generate(viewerOf(context), context.identity.ip);
  }

  @NeedsViewer()
  @Mutation(() => LoginSecurityType, {
    description: "Which methods may sign this account in; never leaves it without one that works.",
  })
  async setVerificationMethodAllowed(
    // In this order: type-graphql prints positional arguments the other way round.
    @Arg("allowed", () => Boolean) allowed: boolean,
    @Arg("method", () => VerificationMethodEnum) method: VerificationMethod,
    @Ctx() context: Context,
  ) {
    const viewer = viewerOf(context);
    await this.verbs.setAllowed(viewer, method, allowed, context.identity.ip);
    return this.verbs.readLoginSecurity({ ...viewer, isOwner: true });
  }
}
