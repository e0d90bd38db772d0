import { inspect, isDeepStrictEqual } from "node:util";
import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  isUnionType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type GraphQLType,
} from "graphql";

/**
 * What an app written against the contract would trip over in the API; empty when there is nothing.
 * The API may lack whole root fields, and may add whatever leaves the contract's documents valid and their answers
 * alike. All that a root field it has reaches must match: kinds, types, nullability, arguments, defaults, members.
 * Descriptions and deprecations are not compared.
 */
export function contractViolations(contract: GraphQLSchema, api: GraphQLSchema): string[] {
  const reached = new Map<string, GraphQLNamedType>();
  const reach: Reach = (promised) => {
    const type = getNamedType(promised);
    if (reached.has(type.name)) return;
    reached.set(type.name, type);
    // Whoever selects an interface may meet each of its types; whoever meets a type that merely implements it may not.
    if (isInterfaceType(type)) contract.getPossibleTypes(type).forEach(reach);
  };

  const violations = rootTypes(contract, api).flatMap(([promised, given]) =>
    Object.values(promised.getFields()).flatMap((field) => {
      const present = given.getFields()[field.name];
      return present ? fieldViolations(`${promised.name}.${field.name}`, field, present, reach) : [];
    }),
  );
  // A Map is walked in order of insertion, so this also visits what is reached on the way.
  for (const type of reached.values()) violations.push(...typeViolations(type, api.getType(type.name), reach));
  return violations;
}

type Reach = (type: GraphQLType) => void;
type Composite = GraphQLObjectType | GraphQLInterfaceType;

const rootTypes = (contract: GraphQLSchema, api: GraphQLSchema) =>
  [
    [contract.getQueryType(), api.getQueryType()] as const,
    [contract.getMutationType(), api.getMutationType()] as const,
    [contract.getSubscriptionType(), api.getSubscriptionType()] as const,
  ].flatMap(([promised, given]) => (promised && given ? [[promised, given] as const] : []));

function typeViolations(promised: GraphQLNamedType, given: GraphQLNamedType | undefined, reach: Reach): string[] {
  const { name } = promised;
  if (!given) return [`${name} is missing`];
  if (isObjectType(promised) && isObjectType(given)) return compositeViolations(promised, given, reach);
  if (isInterfaceType(promised) && isInterfaceType(given)) return compositeViolations(promised, given, reach);
  if (isInputObjectType(promised) && isInputObjectType(given)) return inputObjectViolations(promised, given, reach);
  if (isUnionType(promised) && isUnionType(given)) {
    promised.getTypes().forEach(reach);
    return missing(promised.getTypes(), given.getTypes(), (member) => `${name} lacks the member ${member}`);
  }
  if (isEnumType(promised) && isEnumType(given))
    return missing(promised.getValues(), given.getValues(), (value) => `${name} lacks the value ${value}`);

  const [expected, actual] = [kindOf(promised), kindOf(given)];
  return expected === actual ? [] : [`${name} is ${actual}, the contract says ${expected}`];
}

function compositeViolations(promised: Composite, given: Composite, reach: Reach): string[] {
  const { name } = promised;
  const violations = missing(
    promised.getInterfaces(),
    given.getInterfaces(),
    (implemented) => `${name} does not implement ${implemented}`,
  );
  for (const field of Object.values(promised.getFields())) {
    const present = given.getFields()[field.name];
    violations.push(
      ...(present
        ? fieldViolations(`${name}.${field.name}`, field, present, reach)
        : [`${name}.${field.name} is missing`]),
    );
  }
  return violations;
}

type Field = GraphQLField<unknown, unknown>;

function fieldViolations(path: string, promised: Field, given: Field, reach: Reach): string[] {
  reach(promised.type);
  const pathTo = (name: string) => `${path}(${name}:)`;
  return [...differing(path, promised, given), ...inputsViolations(pathTo, promised.args, given.args, reach)];
}

function inputObjectViolations(promised: GraphQLInputObjectType, given: GraphQLInputObjectType, reach: Reach) {
  const inputs = [Object.values(promised.getFields()), Object.values(given.getFields())] as const;
  return [
    ...(promised.isOneOf === given.isOneOf ? [] : [`${promised.name} differs in @oneOf`]),
    ...inputsViolations((name) => `${promised.name}.${name}`, ...inputs, reach),
  ];
}

/** What a client app writes: arguments, or the fields of an input object. */
type Input = GraphQLArgument | GraphQLInputField;

function inputsViolations(
  pathTo: (name: string) => string,
  promised: readonly Input[],
  given: readonly Input[],
  reach: Reach,
): string[] {
  const kept = promised.flatMap((input) => {
    reach(input.type);
    const [path, present] = [pathTo(input.name), named(given, input.name)];
    if (!present) return [`${path} is missing`];
    return [...differing(path, input, present), ...differingDefault(path, input, present)];
  });
  const demanded = given.filter((input) => isRequired(input) && !named(promised, input.name));
  return [...kept, ...demanded.map(({ name }) => `${pathTo(name)} is new and required`)];
}

const isRequired = ({ type, defaultValue }: Input) => isNonNullType(type) && defaultValue === undefined;

const differingDefault = (path: string, promised: Input, given: Input) =>
  isDeepStrictEqual(promised.defaultValue, given.defaultValue)
    ? []
    : [`${path} defaults to ${inspect(given.defaultValue)}, the contract says ${inspect(promised.defaultValue)}`];

const differing = (path: string, promised: { type: unknown }, given: { type: unknown }) =>
  String(promised.type) === String(given.type)
    ? []
    : [`${path} is ${String(given.type)}, the contract says ${String(promised.type)}`];

type Named = { name: string };

const named = <T extends Named>(all: readonly T[], name: string) => all.find((one) => one.name === name);

const missing = (promised: readonly Named[], given: readonly Named[], tell: (name: string) => string) =>
  promised.filter(({ name }) => !named(given, name)).map(({ name }) => tell(name));

const kindOf = (type: GraphQLNamedType) => type.constructor.name.replace(/^GraphQL(.*)Type$/, "$1");
