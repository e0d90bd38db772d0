import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { Kind, parse } from "graphql";
import { unguardedFields } from "../../schema/open-fields.ts";
import { world } from "../world.ts";
import { codeOf } from "../world/api.ts";

const supergraph = readFileSync("schema/supergraph.graphql", "utf8");

/** Of a root field with a scope: the roles that it is for. */
const scoped = (): Record<string, string> =>
  Object.fromEntries(
    parse(supergraph).definitions.flatMap((type) => {
      if (type.kind !== Kind.OBJECT_TYPE_DEFINITION) return [];
      return (type.fields ?? []).flatMap(({ name, directives = [] }) => {
        const scope = directives.find((it) => it.name.value === "requiresScopes");
        const roles = scope?.loc?.source.body.slice(scope.loc.start, scope.loc.end).match(/[A-Z]{4,}/g);
        return roles ? [[name.value, roles.join(" or ")]] : [];
      });
    }),
  );

describe("what the supergraph demands", () => {
  it("is a viewer of every root field but those that are open to strangers", () => {
    expect(unguardedFields(supergraph)).toEqual([]);
  });

  it("is a role of whatever is not one's own", () => {
    expect(scoped()).toMatchObject({
      loginActivities: "ANALYST",
      activityReport: "ANALYST",
      exportLoginActivity: "ANALYST",
      account: "SUPPORT or ADMIN",
      grantRole: "ADMIN",
      revokeRole: "ADMIN",
      setTwoStepRollout: "ADMIN",
    });
  });
});

describe("the gateway", () => {
  const LISTS = `query ($asks: Boolean!) { clientApps { id } ...More @include(if: $asks) }
    fragment More on Query { all: loginActivities { pageInfo { hasNextPage } } }`;

  it("refuses before any subgraph is asked, and only what is asked", async () => {
    const { ada, stranger } = await world();
    const phone = await ada.joinsOn("phone");

    const refused = await stranger(LISTS, { variables: { asks: true } });
    expect(refused.body).toEqual({
      data: null,
      errors: [expect.objectContaining({ path: ["all"], extensions: { code: "UNAUTHENTICATED" } })],
    });
    expect(codeOf(await phone.sends(LISTS, { asks: true }))).toBe("FORBIDDEN");
    expect((await stranger(LISTS, { variables: { asks: false } })).body.data?.clientApps).toHaveLength(4);
  });

  it("goes by the default of a variable that was not given", async () => {
    const { stranger } = await world();
    const asked = (asks: boolean) => stranger(LISTS.replace("Boolean!", `Boolean! = ${asks}`));

    expect(codeOf(await asked(true))).toBe("UNAUTHENTICATED");
    expect((await asked(false)).body).toEqual({ data: { clientApps: expect.any(Array) } });
  });

  it("lets neither an alias, nor a fragment, nor a second operation by", async () => {
    const { stranger } = await world();
    for (const document of [
      `{ a: pendingVerificationRequests { id } }`,
      `{ ... { pendingVerificationRequests { id } } }`,
      `{ ... on Query { ...F } } fragment F on Query { ... @skip(if: false) { pendingVerificationRequests { id } } }`,
    ])
      expect(codeOf(await stranger(document))).toBe("UNAUTHENTICATED");

    const two = { query: `query A { clientApps { id } } query B { pendingVerificationRequests { id } }` };
    const { server } = await world();
    const ask = async (operationName: string) =>
      (
        await fetch(`${server.url}/graphql`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ ...two, operationName }),
        })
      ).json();
    expect(await ask("A")).toMatchObject({ data: { clientApps: expect.any(Array) } });
    expect(await ask("B")).toMatchObject({ errors: [{ extensions: { code: "UNAUTHENTICATED" } }] });
  });

  it("refuses a subscription alike", async () => {
    const { ada } = await world();
    const nobody = ada.on("a phone nobody signed in on", { installationId: randomUUID() });
    const watching = await nobody.watches(`subscription { event: verificationRequests { __typename } }`);
    expect(await watching.ended).toMatchObject([{ extensions: { code: "UNAUTHENTICATED" } }]);
  });
});
