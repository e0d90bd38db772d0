import { viewerOf, type Context } from "../context.ts";
import { forbidden } from "../refusal.ts";
import type { StaffRole } from "../vocabulary.ts";

/** As whom the viewer reads an account: its owner, or a role of staff that opened it. FORBIDDEN to anybody else. */
export const readerOf = (accountId: string, context: Context): "OWNER" | StaffRole => {
  if (viewerOf(context).accountId === accountId) return "OWNER";
  const opened = context.identity.opened?.find((it) => it.accountId === accountId);
  if (!opened) throw forbidden("Of another account only the id may be read.");
  return opened.role;
};

/** For what support has no use for. */
export const closedToSupport = (accountId: string, context: Context): Exclude<StaffRole, "SUPPORT"> | "OWNER" => {
  const reader = readerOf(accountId, context);
  if (reader === "SUPPORT") throw forbidden("Support does not read this.");
  return reader;
};

/** The reference resolver of Account wherever a subgraph adds to it: a person's own, or what staff opened. */
export const ownAccount = ({ id = "" }: Record<string, string>, context: Context): { id: string } => {
  readerOf(id, context);
  return { id };
};
