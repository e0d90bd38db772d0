import { Arg, Ctx, ID, Mutation, Query, Resolver } from "type-graphql";
import { viewerOf, type Context } from "../kernel/context.ts";
import { NeedsRole, NeedsViewer } from "../kernel/graph/authorization.ts";
import { RoleEnum } from "../kernel/graph/enums.ts";
import { EmailAddress } from "../kernel/graph/scalars.ts";
import type { Opened } from "../kernel/viewer.ts";
import type { Role } from "../kernel/vocabulary.ts";
import { AccountType } from "./account.type.ts";
import type { changeRole } from "./change-role.ts";
import type { Loaders } from "./loaders.ts";
import type { openAccount } from "./open-account.ts";

type Verbs = { open: ReturnType<typeof openAccount>; changeRole: ReturnType<typeof changeRole> };

@Resolver()
export class StaffResolver {
  constructor(
    private readonly verbs: Verbs,
    private readonly loaders: Loaders,
  ) {}

  @NeedsViewer()
  @NeedsRole("SUPPORT", "ADMIN")
  @Query(() => AccountType, {
    nullable: true,
    description:
      "Support and administrators only. For SUPPORT only id, masked email, createdAt, loginSecurity and supportReport answer.",
  })
  async account(
    @Arg("email", () => EmailAddress, { nullable: true }) email: string | null,
    @Arg("id", () => ID, { nullable: true }) id: string | null,
    @Ctx() context: Context,
  ) {
    const opened = await this.verbs.open(viewerOf(context), { id: id ?? null, email: email ?? null });
    return opened && this.shown(opened, context);
  }

  @NeedsViewer()
  @NeedsRole("ADMIN")
  @Mutation(() => AccountType, { description: "It counts from their next request on. Nobody changes their own." })
  async grantRole(
    @Arg("role", () => RoleEnum) role: Role,
    @Arg("accountId", () => ID) accountId: string,
    @Ctx() context: Context,
  ) {
    return this.shown(await this.verbs.changeRole(viewerOf(context), { accountId, role }, true), context);
  }

  @NeedsViewer()
  @NeedsRole("ADMIN")
  @Mutation(() => AccountType, { description: "It counts from their next request on. Nobody changes their own." })
  async revokeRole(
    @Arg("role", () => RoleEnum) role: Role,
    @Arg("accountId", () => ID) accountId: string,
    @Ctx() context: Context,
  ) {
    return this.shown(await this.verbs.changeRole(viewerOf(context), { accountId, role }, false), context);
  }

  private shown(opened: Opened, context: Context) {
    context.open(opened);
    return this.loaders.accountFor(opened.accountId, context);
  }
}
