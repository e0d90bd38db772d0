import { Arg, Ctx, Field, InputType, Mutation, Resolver } from "type-graphql";
import { viewerOf, type Context } from "../kernel/context.ts";
import { NeedsViewer } from "../kernel/graph/authorization.ts";
import type { RegisterPushToken } from "./register-push-token.ts";
import { TrustedDeviceType } from "./trusted-device.type.ts";

@InputType("RegisterPushTokenInput")
class RegisterPushTokenInput {
  @Field(() => String, { nullable: true, description: "Null: this installation has none from now on." })
  token!: string | null;

  @Field(() => Boolean, { description: "What the person lets this app do, by the phone's own settings." })
  notificationsAllowed!: boolean;
}

@Resolver()
export class RegisterPushTokenResolver {
  constructor(private readonly register: RegisterPushToken) {}

  @NeedsViewer()
  @Mutation(() => TrustedDeviceType, {
    description: "On a trusted device: where its notifications go. A token belongs to whoever registered it last.",
  })
  registerPushToken(
    @Ctx() context: Context,
    @Arg("input", () => RegisterPushTokenInput) input: RegisterPushTokenInput,
  ) {
    return this.register(viewerOf(context), input);
  }
}
