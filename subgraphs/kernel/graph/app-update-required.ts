import { Directive, Field, ObjectType } from "type-graphql";
import { Problem } from "./problem.ts";
import { Url } from "./scalars.ts";

type EntityClass = new () => { id: string };

/** Each subgraph names its own class of the entity ClientApp in it. */
export const appUpdateRequiredType = (ClientApp: EntityClass) => {
  @ObjectType("AppUpdateRequired", { implements: Problem })
  @Directive("@shareable")
  class AppUpdateRequired extends Problem {
    @Field(() => ClientApp)
    app!: { id: string };

    @Field(() => String)
    minimumVersion!: string;

    @Field(() => Url, { nullable: true })
    updateUrl!: string | null;
  }
  return AppUpdateRequired;
};
