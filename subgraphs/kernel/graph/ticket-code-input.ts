import { Field, InputType } from "type-graphql";
import { VerificationMethodEnum } from "./enums.ts";
import { readTypedCode } from "../typed-code.ts";
import type { VerificationMethod } from "../vocabulary.ts";

@InputType("TicketCodeInput", {
  description: "method: where more than one could have made the code; null: the challenge's own.",
})
export class TicketCodeInput {
  @Field(() => String)
  ticket!: string;

  @Field(() => String)
  code!: string;

  @Field(() => VerificationMethodEnum, { nullable: true })
  method?: VerificationMethod | null;
}

/** As the verbs take it: the code in its one form, and null for a method that was left out. */
export const typedCodeOf = ({ ticket, code, method }: TicketCodeInput) => ({
  ticket,
  code: readTypedCode(code, method ?? null),
  method: method ?? null,
});
