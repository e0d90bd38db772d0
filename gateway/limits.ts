import {
  GraphQLError,
  Kind,
  OperationTypeNode,
  type ASTVisitor,
  type DocumentNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from "graphql";

export const MOST_TOKENS = 1_000;
const MOST_DEPTH = 10;
const MOST_FIELDS = 2_000;
export const MOST_BODY_BYTES = 100 * 1_024;

/** Arguments that would stand in logs and histories if they were part of an address. */
const SECRET_NAMES = /^(ticket|password|.*token|code)$/i;

/** How deep a selection goes, and how many fields it is once every spread is written out. */
type Measure = { depth: number; fields: number };

const NOTHING: Measure = { depth: 0, fields: 0 };

const beside = (one: Measure, other: Measure): Measure => ({
  depth: Math.max(one.depth, other.depth),
  fields: one.fields + other.fields,
});

/** Refuses what is too deep or too large. Each fragment is measured once, so that a bomb of them costs nothing here. */
export const measureRule: ValidationRule = (context: ValidationContext): ASTVisitor => {
  const measured = new Map<string, Measure>();

  const ofFragment = (name: string): Measure => {
    const known = measured.get(name);
    if (known) return known;
    // Until it is known it counts for nothing, so that one which spreads itself comes to an end; another rule refuses it.
    measured.set(name, NOTHING);
    const fragment = context.getFragment(name);
    const measure = fragment ? ofSelection(fragment.selectionSet) : NOTHING;
    measured.set(name, measure);
    return measure;
  };

  const ofSelection = ({ selections }: SelectionSetNode): Measure => selections.map(ofNode).reduce(beside, NOTHING);

  const ofNode = (it: SelectionNode): Measure => {
    if (it.kind === Kind.FRAGMENT_SPREAD) return ofFragment(it.name.value);
    const within = it.selectionSet ? ofSelection(it.selectionSet) : NOTHING;
    return it.kind === Kind.FIELD ? { depth: within.depth + 1, fields: within.fields + 1 } : within;
  };

  return {
    OperationDefinition: ({ selectionSet }) => {
      // Introspection is deep by nature, and small.
      if (selectionSet.selections.every((it) => it.kind === Kind.FIELD && it.name.value === "__schema")) return;
      const { depth, fields } = ofSelection(selectionSet);
      if (depth > MOST_DEPTH) refuse(`is ${depth} levels deep; at most ${MOST_DEPTH}`);
      if (fields > MOST_FIELDS) refuse(`selects ${fields} fields; at most ${MOST_FIELDS}`);
    },
  };

  function refuse(what: string): void {
    context.reportError(new GraphQLError(`The operation ${what} are answered.`));
  }
};

/** Root mutations of which one operation may ask as many as it likes: they prove nothing, guess nothing and send nothing. */
const HARMLESS = new Set([
  "acknowledgeVerification",
  "renameTrustedDevice",
  "setLocale",
  "suggestPassword",
  "__typename",
]);

/** One sensitive root field an operation, whatever it is called in it: aliases would be so many tries for one request. */
export const oneSensitiveRule: ValidationRule = (context: ValidationContext): ASTVisitor => {
  /** By the name in the answer: fields that are merged there are run once. So each fragment needs one look, in a bomb as well. */
  const sensitiveIn = ({ selections }: SelectionSetNode, seen: Set<string>): string[] =>
    selections.flatMap((it) => {
      if (it.kind === Kind.FIELD) return HARMLESS.has(it.name.value) ? [] : [(it.alias ?? it.name).value];
      if (it.kind === Kind.INLINE_FRAGMENT) return sensitiveIn(it.selectionSet, seen);
      const name = it.name.value;
      const fragment = seen.has(name) ? null : context.getFragment(name);
      seen.add(name);
      return fragment ? sensitiveIn(fragment.selectionSet, seen) : [];
    });

  return {
    OperationDefinition: ({ operation, selectionSet }) => {
      if (operation !== OperationTypeNode.MUTATION) return;
      const { size } = new Set(sensitiveIn(selectionSet, new Set()));
      if (size > 1)
        context.reportError(new GraphQLError(`The operation asks for ${size} sensitive changes; send one at a time.`));
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
