import { readFileSync } from "node:fs";
import fc from "fast-check";
import { buildSchema, getNamedType, isLeafType, type GraphQLField, type GraphQLObjectType } from "graphql";

import { world } from "../world.ts";
import { post, type Reply } from "../world/api.ts";
import { admin, analyst } from "../world/analyst.ts";
import type { Device } from "../world/device.ts";
import { valuesOf } from "./arbitrary.ts";
import { faultsIn, faultyErrors, fuzzed, FUZZED_WITHIN_MS } from "./fuzz.ts";

import.meta.jest.setTimeout(FUZZED_WITHIN_MS);

/** These end the session that the others are asked with. */
const LAST = ["signOut", "deleteAccount", "changePassword", "revokeOtherSessions", "resetPassword", "undoChange"];

const schema = buildSchema(readFileSync("schema/api.graphql", "utf8"), { assumeValidSDL: true });

type Field = GraphQLField<unknown, unknown>;

const fieldsOf = (type: GraphQLObjectType | null | undefined): Field[] => Object.values(type?.getFields() ?? {});
const mutations = fieldsOf(schema.getMutationType());
const FIELDS = [
  ...fieldsOf(schema.getQueryType()).map((field) => ["query", field] as const),
  ...mutations.filter(({ name }) => !LAST.includes(name)).map((field) => ["mutation", field] as const),
  ...mutations.filter(({ name }) => LAST.includes(name)).map((field) => ["mutation", field] as const),
].map(([kind, field]) => [`${kind} ${field.name}`, kind, field] as const);

const documentOf = (kind: string, { name, args, type }: Field): string => {
  const variables = args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(", ");
  const given = args.map((arg) => `${arg.name}: $${arg.name}`).join(", ");
  const selection = isLeafType(getNamedType(type)) ? "" : "{ __typename }";
  return `${kind}${variables && ` (${variables})`} { ${name}${given && `(${given})`} ${selection} }`;
};

const faultsOf = ({ status, body }: Reply): unknown[] => [
  ...(status >= 500 ? [status] : []),
  ...faultyErrors(body.errors),
];

describe("whatever is sent as arguments", () => {
  let phone: Device;
  let staff: Device;
  beforeAll(async () => {
    const { ada, bob, server } = await world();
    phone = await ada.trusts("phone");
    staff = await analyst(server, bob);
    for (const role of ["support", "admin"]) await admin(server, "grant", role, bob.email);
  }, 60_000);

  it.each(FIELDS)("is answered by %s without a fault of ours", async (_, kind, field) => {
    const { server } = await world();
    const query = documentOf(kind, field);
    const check = async (variables: Record<string, unknown>) => {
      for (const token of [null, phone.kept.accessToken, staff.kept.accessToken])
        expect(faultsOf(await post(server.url, query, { variables, token }))).toEqual([]);
    };
    await fc.assert(fc.asyncProperty(valuesOf(field.args), check), fuzzed(field.args.length > 0 ? 8 : 1));
  });

  it("leaves the log without a fault", async () => {
    const { server } = await world();

    expect(faultsIn(server.log())).toEqual([]);
  });
});
