import { Directive, ObjectType } from "type-graphql";
import { Problem } from "./problem.ts";

@ObjectType("PasswordResetRequired", {
  implements: Problem,
  description:
    "The account was protected after NOT_ME: a reset by mail opens it, or a new password on the device that said so.",
})
@Directive("@shareable")
export class PasswordResetRequired extends Problem {}
