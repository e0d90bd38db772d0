import { Arg, Ctx, Query, Resolver } from "type-graphql";
import { viewerOf, type Context } from "../kernel/context.ts";
import { NeedsRole, NeedsViewer } from "../kernel/graph/authorization.ts";
import type { Viewer } from "../kernel/viewer.ts";
import { ActivityReportInput } from "./activity-report.input.ts";
import type { ReportAsked } from "./report/activity-report.ts";
import type { VerificationFunnel } from "./report/verification-funnel.ts";
import { VerificationFunnelType } from "./verification-funnel.type.ts";

@Resolver()
export class VerificationFunnelResolver {
  constructor(private readonly funnel: (viewer: Viewer, asked: ReportAsked) => Promise<VerificationFunnel>) {}

  @NeedsViewer()
  @NeedsRole("ANALYST")
  @Query(() => VerificationFunnelType, { description: "Analysts only: how far second steps of sign-ins came." })
  verificationFunnel(
    @Ctx() context: Context,
    @Arg("input", () => ActivityReportInput) input: ActivityReportInput,
  ): Promise<VerificationFunnel> {
    return this.funnel(viewerOf(context), input);
  }
}
