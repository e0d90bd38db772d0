import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { Context } from "../kernel/context.ts";
import { LinkAnswered } from "../kernel/graph/link-answered.ts";
import type { undoChange } from "./undo-change.ts";

@Resolver()
export class UndoChangeResolver {
  constructor(private readonly verb: ReturnType<typeof undoChange>) {}

  @Mutation(() => LinkAnswered, {
    description:
      "What the link in a letter about a changed address, number, method or password does, for 72 hours: undoes it, and what NOT_ME does.",
  })
  undoChange(@Arg("token", () => String) token: string, @Ctx() { identity }: Context) {
    return this.verb(token, identity.ip);
  }
}
