import { Ctx, Directive, Field, ObjectType } from "type-graphql";
import type { Context } from "../context.ts";
import { locationNotice } from "../location-notice.ts";
import { NetworkKindEnum } from "./enums.ts";
import type { NetworkKind } from "../vocabulary.ts";

@ObjectType("Location", { description: "From the IP address and its provider, never from GPS." })
@Directive("@shareable")
export class Location {
  @Field(() => String, { nullable: true })
  city!: string | null;

  @Field(() => String, { nullable: true })
  region!: string | null;

  @Field(() => String, { nullable: true, description: "ISO 3166-1 alpha-2." })
  countryCode!: string | null;

  @Field(() => String, { nullable: true })
  provider!: string | null;

  @Field(() => NetworkKindEnum)
  network!: NetworkKind;

  @Field(() => String, { description: "For people: says that the place is the provider's, and may be far off." })
  async notice(@Ctx() context: Context): Promise<string> {
    return locationNotice(this.network, await context.language());
  }
}
