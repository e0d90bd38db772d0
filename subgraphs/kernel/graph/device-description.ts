import { Directive, Field, ObjectType } from "type-graphql";

@ObjectType("DeviceDescription")
@Directive("@shareable")
export class DeviceDescription {
  @Field(() => String)
  name!: string;

  @Field(() => String)
  model!: string;

  @Field(() => String)
  osName!: string;

  @Field(() => String)
  osVersion!: string;
}
