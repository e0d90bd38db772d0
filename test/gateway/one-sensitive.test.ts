import { world } from "../world.ts";
import { codeOf } from "../world/api.ts";

const SUGGEST = `suggestPassword(length: 20)`;
const CANCEL = `cancelVerification(ticket: "unknown")`;

describe("an operation with more than one sensitive change", () => {
  it.each([
    ["by aliases", `mutation { a: ${CANCEL} b: ${CANCEL} }`],
    ["of two kinds", `mutation { ${CANCEL} undoChange(token: "unknown") { __typename } }`],
    ["in a fragment", `mutation { ${CANCEL} ...F } fragment F on Mutation { b: ${CANCEL} }`],
    [
      "in fragments within fragments",
      `mutation { ...F } fragment F on Mutation { ${CANCEL} ...G } fragment G on Mutation { b: ${CANCEL} }`,
    ],
    ["in an inline fragment", `mutation { ${CANCEL} ... on Mutation { b: ${CANCEL} } }`],
    [
      "where one of them is to be skipped",
      `mutation { ${CANCEL} b: cancelVerification(ticket: "unknown") @skip(if: true) }`,
    ],
  ])("is refused before it runs: %s", async (_, query) => {
    const { stranger } = await world();

    expect(codeOf(await stranger(query))).toBe("BAD_USER_INPUT");
  });

  it.each([
    ["one, said twice", `mutation { ${CANCEL} ...F ...F } fragment F on Mutation { ${CANCEL} }`],
    ["one, beside what is harmless", `mutation { ${CANCEL} a: ${SUGGEST} b: ${SUGGEST} __typename }`],
  ])("does not mean %s", async (_, query) => {
    const { stranger } = await world();

    expect((await stranger(query)).body).toMatchObject({ data: { cancelVerification: false } });
  });

  it("is found in a bomb of fragments too, at once", async () => {
    const { stranger } = await world();
    const levels = Array.from(
      { length: 40 },
      (_, nth) => `fragment F${nth} on Mutation { ...F${nth + 1} ...F${nth + 1} }`,
    );
    const query = `mutation { ...F0 } ${levels.join(" ")} fragment F40 on Mutation { a: ${CANCEL} b: ${CANCEL} }`;

    expect(codeOf(await stranger(query))).toBe("BAD_USER_INPUT");
  });
});
