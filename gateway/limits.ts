import {
  GraphQLError,
  Kind,
  type ASTVisitor,
  type DocumentNode,
  type FragmentDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from "graphql";

export const MOST_TOKENS = 1_000;
const MOST_DEPTH = 10;
export const MOST_BODY_BYTES = 100 * 1_024;

/** Arguments that would stand in logs and histories if they were part of an address. */
const SECRET_NAMES = /^(ticket|password|.*token|code)$/i;

/** Refuses selections deeper than the limit. Each fragment is measured once, so that a bomb of them costs nothing. */
export const depthRule: ValidationRule = (context: ValidationContext): ASTVisitor => {
  const measured = new Map<string, number>();

  const ofFragment = (name: string, open: ReadonlySet<string>): number => {
    const known = measured.get(name);
    if (known !== undefined) return known;
    const fragment: FragmentDefinitionNode | null | undefined = context.getFragment(name);
    if (!fragment || open.has(name)) return 0;
    const depth = ofSelection(fragment.selectionSet, new Set([...open, name]));
    measured.set(name, depth);
    return depth;
  };

  const ofSelection = ({ selections }: SelectionSetNode, open: ReadonlySet<string>): number =>
    Math.max(
      0,
      ...selections.map((it) => {
        if (it.kind === Kind.FIELD) return 1 + (it.selectionSet ? ofSelection(it.selectionSet, open) : 0);
        return it.kind === Kind.FRAGMENT_SPREAD ? ofFragment(it.name.value, open) : ofSelection(it.selectionSet, open);
      }),
    );

  return {
    OperationDefinition: (operation) => {
      const isIntrospection = operation.selectionSet.selections.every(
        (it) => it.kind === Kind.FIELD && it.name.value === "__schema",
      );
      const depth = isIntrospection ? 0 : ofSelection(operation.selectionSet, new Set());
      if (depth > MOST_DEPTH)
        context.reportError(
          new GraphQLError(`The operation is ${depth} levels deep; at most ${MOST_DEPTH} are answered.`),
        );
    },
  };
};

/** An operation that carries a secret must not stand in an address, even as a variable. */
export const carriesSecret = (document: DocumentNode): boolean =>
  document.definitions.some(
    (definition) =>
      definition.kind === Kind.OPERATION_DEFINITION &&
      definition.selectionSet.selections.some(
        (it) => it.kind === Kind.FIELD && it.arguments?.some(({ name }) => SECRET_NAMES.test(name.value)),
      ),
  );
