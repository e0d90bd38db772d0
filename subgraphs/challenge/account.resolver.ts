import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import type { Context } from "../kernel/context.ts";
import { readerOf } from "../kernel/graph/own-account.ts";
import { securityForStaff, reportForSupport } from "./for-staff.ts";
import type { ReadLoginSecurity } from "./login-security.ts";
import { AccountWithSecurity, LoginSecurityType, SupportReportType } from "./login-security.type.ts";
import type { FlowReport, supportReport } from "./support-report.ts";

@Resolver(() => AccountWithSecurity)
export class AccountSecurityResolver {
  constructor(
    private readonly readLoginSecurity: ReadLoginSecurity,
    private readonly readSupportReport: ReturnType<typeof supportReport>,
    private readonly readFlowReport: FlowReport,
  ) {}

  @Query(() => SupportReportType, {
    name: "supportReport",
    nullable: true,
    description: "For somebody who can't get in: this installation, the deliveries of its flow, masked methods.",
  })
  reportOfFlow(@Arg("ticket", () => String) ticket: string) {
    return this.readFlowReport(ticket);
  }

  @FieldResolver(() => LoginSecurityType)
  async loginSecurity(@Root() { id }: AccountWithSecurity, @Ctx() context: Context) {
    const isOwner = readerOf(id, context) === "OWNER";
    const appId = context.identity.viewer?.appId ?? null;
    const security = await this.readLoginSecurity({ accountId: id, appId, isOwner });
    return isOwner ? security : securityForStaff(security);
  }

  @FieldResolver(() => SupportReportType, {
    description: "What support asks for, for oneself and for support. No secret, no code, no whole number.",
  })
  async supportReport(@Root() { id }: AccountWithSecurity, @Ctx() context: Context) {
    const reader = readerOf(id, context);
    const report = await this.readSupportReport(id, reader === "OWNER");
    return reader === "SUPPORT" ? reportForSupport(report) : report;
  }
}
