import type { GatewayPlugin } from "@graphql-hive/gateway-runtime";
import { GraphQLError, Kind, parse, valueFromASTUntyped, type FieldDefinitionNode, type FieldNode } from "graphql";
import type { WorkingRole } from "../subgraphs/account/port.ts";
import type { Clock } from "../subgraphs/kernel/clock.ts";
import { forbidden, unauthenticated, unavailable, type Refusal } from "../subgraphs/kernel/refusal.ts";
import type { Identity } from "../subgraphs/kernel/viewer.ts";
import type { StaffRole } from "../subgraphs/kernel/vocabulary.ts";
import { operationOf, rootFieldsOf, type Asked } from "./asked.ts";

/** Any of these lists of roles, each whole; without one a viewer is enough. */
type Demand = { scopes: StaffRole[][] };
/** By operation type and root field, such as "query account". */
export type Demands = ReadonlyMap<string, Demand>;

const ROOTS: Readonly<Record<string, string>> = {
  Query: "query",
  Mutation: "mutation",
  Subscription: "subscription",
};

/** What the supergraph asks with `@authenticated` and `@requiresScopes`, which only root fields bear here. */
const demandsOf = (supergraph: string): Demands =>
  new Map(
    parse(supergraph).definitions.flatMap((type) => {
      const root = type.kind === Kind.OBJECT_TYPE_DEFINITION ? ROOTS[type.name.value] : undefined;
      if (type.kind !== Kind.OBJECT_TYPE_DEFINITION || !root) return [];
      return (type.fields ?? []).flatMap((field) => {
        const demand = demandOf(field);
        return demand ? [[`${root} ${field.name.value}`, demand] as const] : [];
      });
    }),
  );

const demandOf = ({ directives = [] }: FieldDefinitionNode): Demand | null => {
  const named = (name: string) => directives.find((it) => it.name.value === name);
  const scopes = named("requiresScopes")?.arguments?.find((it) => it.name.value === "scopes");
  if (!scopes) return named("authenticated") ? { scopes: [] } : null;
  return { scopes: valueFromASTUntyped(scopes.value) as StaffRole[][] };
};

const forStaff = (scopes: StaffRole[][]): string =>
  `This needs ${scopes.map((roles) => roles.join(" and ")).join(" or ")}, within 12 hours of a sign-in with a second step that was not mailed.`;

type Needs = { supergraph: string; staffRole: WorkingRole; now: Clock };
type Step = {
  args: Asked & { contextValue?: unknown };
  setResultAndStopExecution: (result: { data: null; errors: GraphQLError[] }) => void;
};
type Demanding = { field: FieldNode; demand: Demand };

/** Refuses what a subgraph would refuse, before any of them is asked. */
export const authorizationPlugin = ({ supergraph, staffRole, now }: Needs): GatewayPlugin<{ identity: Identity }> => {
  const demands = demandsOf(supergraph);

  const refusalOf = async ({ scopes }: Demand, { viewer }: Identity): Promise<Refusal | null> => {
    if (!viewer) return unauthenticated();
    const at = now();
    const holds = async (roles: StaffRole[]) =>
      (await Promise.all(roles.map((role) => staffRole(viewer, [role], at)))).every((role) => role !== null);
    try {
      for (const roles of scopes) if (await holds(roles)) return null;
    } catch {
      // Whoever can't be asked for a role is let in by none.
      return unavailable();
    }
    return scopes.length === 0 ? null : forbidden(forStaff(scopes));
  };

  const errorFor = async ({ field, demand }: Demanding, identity: Identity): Promise<GraphQLError | null> => {
    const refusal = await refusalOf(demand, identity);
    const path = [field.alias?.value ?? field.name.value];
    return refusal && new GraphQLError(refusal.message, { path, extensions: { code: refusal.code } });
  };

  const refuse = ({ args, setResultAndStopExecution }: Step): Promise<void> | undefined => {
    const asked = demanding(args, demands);
    if (asked.length === 0) return undefined;
    const { identity } = args.contextValue as { identity: Identity };
    return Promise.all(asked.map((it) => errorFor(it, identity))).then((errors) => {
      const [first] = errors.filter((it) => it !== null);
      if (first) setResultAndStopExecution({ data: null, errors: [first] });
    });
  };
  return { onExecute: refuse, onSubscribe: refuse };
};

/** The root fields of the operation that demand something, but for those that it skips. */
const demanding = (asked: Asked, demands: Demands): Demanding[] => {
  const operation = operationOf(asked);
  if (!operation) return [];
  return rootFieldsOf(operation, asked).flatMap((field) => {
    const demand = demands.get(`${operation.operation} ${field.name.value}`);
    return demand ? [{ field, demand }] : [];
  });
};
