import { HOUR, MINUTE, world, type Person } from "../world.ts";
import { analyst } from "../world/analyst.ts";
import { the } from "../world/results.ts";

const FUNNEL = `query ($input: ActivityReportInput!) { verificationFunnel(input: $input) {
  rows { values { value } asked sent acknowledged answered signedIn medianAnswerSeconds accounts }
  suppressedRows privacyFloor
} }`;
const ACKNOWLEDGE = `mutation ($id: ID!) { acknowledgeVerification(requestId: $id) }`;

/** Somebody's trusted phone, and a new one that is asked for a mailed code and wants it on the other instead. */
const asked = async (person: Person) => {
  const phone = await person.trusts("phone");
  const newPhone = person.on("a new phone");
  const { ticket, challenge } = await newPhone.isAsked();
  expect(challenge.method).toBe("EMAIL");
  return { phone, newPhone, ticket, challenge };
};

describe("the funnel of verification", () => {
  it("counts how far second steps came, by method, and how long an answer took", async () => {
    const { bob, server, later, stranger } = await world();
    const analysts = await analyst(server, bob);
    const { me } = await analysts.reads(`{ me { loginActivity(first: 1) { edges { node { at } } } } }`);
    const from = me.loginActivity.edges[0].node.at as string;
    const range = { from, to: new Date(new Date(from).getTime() + HOUR).toISOString() };
    const people = await Promise.all(Array.from({ length: 6 }, async () => asked((await world()).ada)));

    const [never, ...others] = people;
    for (const { newPhone, phone, ticket, challenge } of others) {
      the("CodeSent", await newPhone.asksForCode(ticket, "APP_NOTIFICATION"));
      await phone.reads(ACKNOWLEDGE, { id: challenge.id });
    }
    await later(MINUTE);
    // Sent again: no second one that was sent.
    for (const { newPhone, ticket } of others) the("CodeSent", await newPhone.asksForCode(ticket, "APP_NOTIFICATION"));
    for (const { newPhone, phone, ticket } of others)
      the("SignedIn", await newPhone.submits(ticket, (await phone.shownCodes())[0] ?? ""));

    const funnel = async (input: object) =>
      (await analysts.reads(FUNNEL, { input: { ...range, ...input } })).verificationFunnel;
    const all = { asked: 6, sent: 6, acknowledged: 5, answered: 5, signedIn: 5, accounts: 6 };
    expect((await funnel({})).rows).toMatchObject([{ values: [], ...all }]);
    const { rows, ...rest } = await funnel({ groupBy: ["METHOD"] });
    expect(rows).toEqual([
      {
        values: [{ value: "APP_NOTIFICATION" }],
        ...{ asked: 0, sent: 5, acknowledged: 5, answered: 5, signedIn: 5, accounts: 5 },
        medianAnswerSeconds: expect.any(Number),
      },
      {
        values: [{ value: "EMAIL" }],
        ...{ asked: 6, sent: 6, acknowledged: 0, answered: 0, signedIn: 0, accounts: 6 },
        medianAnswerSeconds: null,
      },
    ]);
    expect(rest).toEqual({ suppressedRows: 0, privacyFloor: 5 });
    expect(rows[0].medianAnswerSeconds).toBeGreaterThan(59.8);

    // Six are enough to be told of, and those of another app are nobody.
    expect((await funnel({ bucket: "DAY", groupBy: ["APP"], filter: { appIds: ["kasa"] } })).rows).toHaveLength(1);
    expect(await funnel({ filter: { appIds: ["tapo"] } })).toEqual({ rows: [], ...rest });
    for (const input of [{ groupBy: ["KIND"] }, { filter: { kinds: ["SIGNED_IN"] } }, { filter: { accountId: "x" } }]) {
      const { body } = await analysts.sends(FUNNEL, { input: { ...range, ...input } });
      expect(body.errors?.[0]?.extensions.code).toBe("BAD_USER_INPUT");
    }
    const { body } = await never!.phone.sends(FUNNEL, { input: range });
    expect(body.errors?.[0]?.extensions.code).toBe("FORBIDDEN");
    expect((await stranger(FUNNEL, { variables: { input: range } })).body.errors).toHaveLength(1);
  });
});
