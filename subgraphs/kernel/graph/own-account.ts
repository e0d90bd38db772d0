import { viewerOf, type Context } from "../context.ts";
import { forbidden } from "../refusal.ts";

/** The reference resolver of Account wherever a subgraph adds to it: a person's own, and nobody else's. */
export const ownAccount = ({ id }: Record<string, string>, context: Context): { id: string } => {
  if (viewerOf(context).accountId !== id) throw forbidden("Of another account only the id may be read.");
  return { id };
};
