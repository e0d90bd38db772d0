import {
  getDirectiveValues,
  getOperationAST,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  Kind,
  valueFromASTUntyped,
  type ExecutionArgs,
  type FieldNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";

export type Asked = Pick<ExecutionArgs, "document" | "operationName" | "variableValues">;

type Variables = Readonly<Record<string, unknown>>;

/** What an operation asks for: its kind and its root fields, by the schema's names, never what a client called them or gave them. */
export const askedIn = (asked: Asked): { kind: string; fields: string[] } => {
  const operation = operationOf(asked);
  const fields = operation?.selectionSet.selections ?? [];
  return {
    kind: operation?.operation ?? "none",
    fields: fields.flatMap((field) => (field.kind === Kind.FIELD ? [field.name.value] : [])),
  };
};

/** Null where the document has several and none is named, or none of that name. */
export const operationOf = ({ document, operationName }: Asked): OperationDefinitionNode | null =>
  getOperationAST(document, operationName) ?? null;

/** Those that are run, in fragments too. Throws where a variable that says so was not given. */
export const rootFieldsOf = (operation: OperationDefinitionNode, { document, variableValues }: Asked): FieldNode[] => {
  const variables = { ...defaultsOf(operation), ...variableValues };
  return fieldsIn(document, operation.selectionSet, variables);
};

const defaultsOf = ({ variableDefinitions = [] }: OperationDefinitionNode): Variables =>
  Object.fromEntries(
    variableDefinitions.flatMap(({ variable, defaultValue }) =>
      defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [],
    ),
  );

const fieldsIn = (document: Asked["document"], { selections }: SelectionSetNode, variables: Variables): FieldNode[] =>
  selections.flatMap((it): FieldNode[] => {
    if (getDirectiveValues(GraphQLSkipDirective, it, variables)?.if === true) return [];
    if (getDirectiveValues(GraphQLIncludeDirective, it, variables)?.if === false) return [];
    if (it.kind === Kind.FIELD) return [it];
    if (it.kind === Kind.INLINE_FRAGMENT) return fieldsIn(document, it.selectionSet, variables);
    const fragment = document.definitions.find(
      (other) => other.kind === Kind.FRAGMENT_DEFINITION && other.name.value === it.name.value,
    );
    return fragment && "selectionSet" in fragment ? fieldsIn(document, fragment.selectionSet, variables) : [];
  });
