import { Field, ID, InputType } from "type-graphql";
import type { Client } from "../kernel/vocabulary.ts";

@InputType("DeviceInput")
export class DeviceInput {
  @Field(() => ID, { description: "Made by the app at install; stays until it is uninstalled." })
  installationId!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String)
  model!: string;

  @Field(() => String)
  osName!: string;

  @Field(() => String)
  osVersion!: string;
}

@InputType("ClientInput")
export class ClientInput {
  @Field(() => ID)
  appId!: string;

  @Field(() => String, { description: "Semantic version of the app, for example 2.3.1." })
  appVersion!: string;

  @Field(() => DeviceInput)
  device!: DeviceInput;
}

export const clientOf = ({ appId, appVersion, device: { installationId, ...device } }: ClientInput): Client => ({
  appId,
  appVersion,
  installationId,
  device: { ...device },
});
