import { Kind, visit, type DocumentNode, type FieldNode, type SelectionSetNode } from "graphql";
import { oncePer } from "../subgraphs/kernel/once-per.ts";

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: "__typename" } };

const isTypename = (it: SelectionSetNode["selections"][number]): it is FieldNode =>
  it.kind === Kind.FIELD && it.name.value === "__typename";

/**
 * Asks a subgraph for `__typename` by its own name wherever a client asked for it by another. The planner's runtime (1.4)
 * reads the type of a union's member from that name, and answers null, even where null is promised away, when it is missing.
 */
export const withTypenames = oncePer((document: DocumentNode): DocumentNode =>
  visit(document, {
    SelectionSet: (set) => {
      const names = set.selections.filter(isTypename);
      const isMissing = names.length > 0 && names.every(({ alias }) => alias !== undefined);
      return isMissing ? { ...set, selections: [TYPENAME, ...set.selections] } : undefined;
    },
  }),
);
