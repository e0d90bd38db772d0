import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { viewerOf, type Context } from "../kernel/context.ts";
import { NeedsViewer } from "../kernel/graph/authorization.ts";
import { Locale } from "../kernel/graph/scalars.ts";
import { AccountType } from "./account.type.ts";
import type { Loaders } from "./loaders.ts";
import type { setLocale } from "./set-locale.ts";

@Resolver()
export class SetLocaleResolver {
  constructor(
    private readonly verb: ReturnType<typeof setLocale>,
    private readonly loaders: Loaders,
  ) {}

  @NeedsViewer()
  @Mutation(() => AccountType)
  async setLocale(@Arg("locale", () => Locale) locale: string, @Ctx() context: Context) {
    const { id } = await this.verb(viewerOf(context).accountId, locale);
    return this.loaders.accountFor(id, context);
  }
}
