import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { Context } from "../kernel/context.ts";
import { AccountType } from "./account.type.ts";
import type { SignedIn } from "./let-in.ts";
import type { Loaders } from "./loaders.ts";
import { SignedInType } from "./results.type.ts";
import { SessionType } from "./session.type.ts";

/** A verb names the session and the account that it let in; here they are read, for the viewer that they made. */
@Resolver(() => SignedInType)
export class SignedInResolver {
  constructor(private readonly loaders: Loaders) {}

  @FieldResolver(() => SessionType)
  session(@Root() { session }: SignedIn, @Ctx() context: Context) {
    return this.loaders.session(context).load(session.id);
  }

  @FieldResolver(() => AccountType)
  account(@Root() { account }: SignedIn, @Ctx() context: Context) {
    return this.loaders.accountFor(account.id, context);
  }
}
