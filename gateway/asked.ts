import { getOperationAST, Kind, type DocumentNode } from "graphql";

type Executed = { document: DocumentNode; operationName?: string | null };

/** What an operation asks for: its kind and its root fields, by the schema's names, never what a client called them or gave them. */
export const askedIn = ({ document, operationName }: Executed): { kind: string; fields: string[] } => {
  const operation = getOperationAST(document, operationName);
  const fields = operation?.selectionSet.selections ?? [];
  return {
    kind: operation?.operation ?? "none",
    fields: fields.flatMap((field) => (field.kind === Kind.FIELD ? [field.name.value] : [])),
  };
};
