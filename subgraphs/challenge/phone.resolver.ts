import { Arg, createUnionType, Ctx, Mutation, Resolver } from "type-graphql";
import { viewerOf, type Context } from "../kernel/context.ts";
import { NeedsViewer } from "../kernel/graph/authorization.ts";
import { ChallengeClosed } from "../kernel/graph/challenge-closed.ts";
import { CodeIncorrect } from "../kernel/graph/code-incorrect.ts";
import { byKind } from "../kernel/graph/problem.ts";
import { PhoneNumber } from "../kernel/graph/scalars.ts";
import { TicketCodeInput, typedCodeOf } from "../kernel/graph/ticket-code-input.ts";
import { TooManyAttempts } from "../kernel/graph/too-many-attempts.ts";
import type { ViewByTicket } from "./challenge-view.ts";
import type { confirmPhoneNumber } from "./confirm-phone-number.ts";
import type { ReadLoginSecurity } from "./login-security.ts";
import { LoginSecurityType } from "./login-security.type.ts";
import type { removePhoneNumber } from "./remove-phone-number.ts";
import { ConfirmedType, FlowStartedType } from "./results.type.ts";
import type { setPhoneNumber } from "./set-phone-number.ts";

export const ConfirmResultUnion = createUnionType({
  name: "ConfirmResult",
  types: () => [ConfirmedType, CodeIncorrect, ChallengeClosed, TooManyAttempts] as const,
  resolveType: byKind,
});

type Verbs = {
  set: ReturnType<typeof setPhoneNumber>;
  confirm: ReturnType<typeof confirmPhoneNumber>;
  remove: ReturnType<typeof removePhoneNumber>;
  readLoginSecurity: ReadLoginSecurity;
  viewByTicket: ViewByTicket;
};

@Resolver()
export class PhoneResolver {
  constructor(private readonly verbs: Verbs) {}

  @NeedsViewer()
  @Mutation(() => FlowStartedType, {
    description: "Sets or changes it: nothing changes until the new number's code is confirmed.",
  })
  async setPhoneNumber(@Arg("phoneNumber", () => PhoneNumber) phoneNumber: string, @Ctx() context: Context) {
    const viewer = viewerOf(context);
    const locale = await context.language();
    const started = await this.verbs.set(viewer, { typed: phoneNumber, ip: context.identity.ip, locale });
    return { ...started, challenge: await this.verbs.viewByTicket(started.ticket, viewer) };
  }

  @NeedsViewer()
  @Mutation(() => ConfirmResultUnion)
  confirmPhoneNumber(@Arg("input", () => TicketCodeInput) input: TicketCodeInput, @Ctx() context: Context) {
    return this.verbs.confirm(viewerOf(context), typedCodeOf(input), context.identity.ip);
  }

  @NeedsViewer()
  @Mutation(() => LoginSecurityType, {
    description: "Also turns authenticators off where the policy makes them depend on the phone.",
  })
  async removePhoneNumber(@Ctx() context: Context) {
    const viewer = viewerOf(context);
    await this.verbs.remove(viewer, context.identity.ip);
    return this.verbs.readLoginSecurity({ ...viewer, isOwner: true });
  }
}
