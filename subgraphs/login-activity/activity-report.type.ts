import { Field, Int, ObjectType } from "type-graphql";
import { DateTime } from "../kernel/graph/scalars.ts";
import { ReportDimensionEnum } from "./activity-report.input.ts";
import type { ReportDimension } from "./report/dimension.ts";

@ObjectType("ReportValue")
export class ReportValue {
  @Field(() => ReportDimensionEnum)
  dimension!: ReportDimension;

  @Field(() => String, { nullable: true, description: "Null where the rows don't say." })
  value!: string | null;
}

@ObjectType("ActivityReportRow")
class ActivityReportRow {
  @Field(() => DateTime, { nullable: true, description: "Where its hour, day, week or month begins." })
  bucket!: Date | null;

  @Field(() => [ReportValue])
  values!: ReportValue[];

  @Field(() => Int, { description: "Exact." })
  events!: number;

  @Field(() => Int, {
    description: "Different accounts: exact up to 512, beyond with a standard error of 2.3 per cent.",
  })
  accounts!: number;
}

@ObjectType("ActivityReport")
export class ActivityReportType {
  @Field(() => [ActivityReportRow])
  rows!: ActivityReportRow[];

  @Field(() => Int, {
    description:
      "Rows left out because fewer accounts than the privacy floor stand behind them, or because the totals of other reports would tell such a row.",
  })
  suppressedRows!: number;

  @Field(() => Int)
  privacyFloor!: number;
}
