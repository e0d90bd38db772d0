import { Arg, Ctx, Query, Resolver } from "type-graphql";
import { viewerOf, type Context } from "../kernel/context.ts";
import { NeedsRole, NeedsViewer } from "../kernel/graph/authorization.ts";
import type { Viewer } from "../kernel/viewer.ts";
import { ActivityReportInput } from "./activity-report.input.ts";
import { ActivityReportType } from "./activity-report.type.ts";
import type { ActivityReport, ReportAsked } from "./report/activity-report.ts";

@Resolver()
export class ActivityReportResolver {
  constructor(private readonly report: (viewer: Viewer, asked: ReportAsked) => Promise<ActivityReport>) {}

  @NeedsViewer()
  @NeedsRole("ANALYST")
  @Query(() => ActivityReportType, { description: "Analysts only: how many, by time and dimension." })
  activityReport(
    @Ctx() context: Context,
    @Arg("input", () => ActivityReportInput) input: ActivityReportInput,
  ): Promise<ActivityReport> {
    return this.report(viewerOf(context), input);
  }
}
