import { Directive } from "type-graphql";
import type { StaffRole } from "../vocabulary.ts";

/** Of a root field: the gateway asks its subgraph for nobody but a viewer. The verb looks again. */
export const NeedsViewer = () => Directive("@authenticated");

/** Of a root field: for whoever holds one of these roles. Put it beside `NeedsViewer`. */
export const NeedsRole = (...roles: StaffRole[]) =>
  Directive(`@requiresScopes(scopes: ${JSON.stringify(roles.map((role) => [role]))})`);
