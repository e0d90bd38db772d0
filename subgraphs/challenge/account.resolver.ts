import { FieldResolver, Resolver, Root } from "type-graphql";
import type { ReadLoginSecurity } from "./login-security.ts";
import { AccountWithSecurity, LoginSecurityType, SupportReportType } from "./login-security.type.ts";
import type { supportReport } from "./support-report.ts";

@Resolver(() => AccountWithSecurity)
export class AccountSecurityResolver {
  constructor(
    private readonly readLoginSecurity: ReadLoginSecurity,
    private readonly readSupportReport: ReturnType<typeof supportReport>,
  ) {}

  @FieldResolver(() => LoginSecurityType)
  loginSecurity(@Root() { id }: AccountWithSecurity) {
    return this.readLoginSecurity(id);
  }

  @FieldResolver(() => SupportReportType, {
    description: "What support asks for, for oneself and for support. No secret, no code, no whole number.",
  })
  supportReport(@Root() { id }: AccountWithSecurity) {
    return this.readSupportReport(id);
  }
}
