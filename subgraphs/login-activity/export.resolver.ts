import { Arg, Ctx, Field, Mutation, ObjectType, Resolver } from "type-graphql";
import { viewerOf, type Context } from "../kernel/context.ts";
import { NeedsRole, NeedsViewer } from "../kernel/graph/authorization.ts";
import { enumOf } from "../kernel/graph/enums.ts";
import { DateTime, Url } from "../kernel/graph/scalars.ts";
import type { exportLoginActivity } from "./export-login-activity.ts";
import type { exportMyData } from "./export-my-data.ts";
import { EXPORT_FORMATS, type ExportFormat } from "./export.ts";
import { LoginActivityFilter } from "./login-activity-filter.input.ts";

const ExportFormatEnum = enumOf("ExportFormat", EXPORT_FORMATS);

@ObjectType("Export", {
  description:
    "A link that is read once it is asked for. It ends after ten minutes, and with the session that made it.",
})
class ExportType {
  @Field(() => Url, { description: "A secret: whoever has it reads the file." })
  url!: URL;

  @Field(() => DateTime)
  expiresAt!: Date;
}

type Verbs = {
  exportLoginActivity: ReturnType<typeof exportLoginActivity>;
  exportMyData: ReturnType<typeof exportMyData>;
};

@Resolver()
export class ExportResolver {
  constructor(private readonly verbs: Verbs) {}

  @NeedsViewer()
  @NeedsRole("ANALYST")
  @Mutation(() => ExportType, {
    description: "Analysts only: a link, good for ten minutes, that streams every match.",
  })
  exportLoginActivity(
    @Arg("format", () => ExportFormatEnum) format: ExportFormat,
    @Arg("filter", () => LoginActivityFilter, { nullable: true }) filter: LoginActivityFilter | null | undefined,
    @Ctx() context: Context,
  ) {
    const asking = { viewer: viewerOf(context), ip: context.identity.ip };
    return this.verbs.exportLoginActivity(asking, filter ?? {}, format);
  }

  @NeedsViewer()
  @Mutation(() => ExportType, {
    description: "The person's own history and account data, as one JSON file behind such a link.",
  })
  exportMyData(@Ctx() context: Context) {
    return this.verbs.exportMyData({ viewer: viewerOf(context), ip: context.identity.ip });
  }
}
