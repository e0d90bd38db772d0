import { Field, InputType } from "type-graphql";
import { enumOf } from "../kernel/graph/enums.ts";
import { DateTime } from "../kernel/graph/scalars.ts";
import { LoginActivityFilter } from "./login-activity-filter.input.ts";
import { REPORT_DIMENSIONS, type ReportDimension } from "./report/dimension.ts";
import { TIME_BUCKETS, type TimeBucket } from "./report/span.ts";

export const ReportDimensionEnum = enumOf("ReportDimension", REPORT_DIMENSIONS);
const TimeBucketEnum = enumOf("TimeBucket", TIME_BUCKETS, "In UTC; a week begins on its Monday (ISO 8601).");

@InputType("ActivityReportInput")
export class ActivityReportInput {
  @Field(() => DateTime, { description: "The first moment that counts." })
  from!: Date;

  @Field(() => DateTime, { description: "The first moment that counts no more." })
  to!: Date;

  @Field(() => TimeBucketEnum, {
    nullable: true,
    description: "One row a bucket; null: one row for the whole range. HOUR for 400 days at most.",
  })
  bucket!: TimeBucket | null;

  @Field(() => [ReportDimensionEnum], { defaultValue: [] })
  groupBy!: ReportDimension[];

  @Field(() => LoginActivityFilter, { nullable: true, description: "Its accountId is refused here." })
  filter!: LoginActivityFilter | null;
}
