import { DAY, SECOND, world } from "../world.ts";
import { codeOf } from "../world/api.ts";
import { IN_AMERICA, IN_SWEDEN, ON_THE_ROAD } from "../world/device.ts";
import { runProgram } from "../world/programs.ts";
import { the } from "../world/results.ts";

type Row = { id: string; kind: string };
const PAGE = `query ($first: Int, $after: String, $filter: LoginActivityFilter) { me {
  loginActivity(first: $first, after: $after, filter: $filter) {
    edges { cursor node { id kind } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
} }`;

describe("one's own login activity", () => {
  it("keeps what happened in order, with where and by what", async () => {
    const { ada, later } = await world();
    const phone = await ada.joinsOn("phone");
    await later(SECOND);
    const laptop = ada.on("a laptop", { appId: "portal", appVersion: "1.0.0", ip: IN_AMERICA });
    await laptop.signsIn({ password: "wrong on purpose 1" });
    await later(SECOND);
    the("SignedIn", await laptop.signsIn());
    await later(SECOND);
    await laptop.reads(`mutation { signOut }`);

    const { me } = await phone.reads(`{ me { loginActivity { edges { node {
      kind appVersion app { id } device { name } ipAddress method staffRole wasMe account { email }
      location { countryCode } risks
    } } } } }`);
    const rows = me.loginActivity.edges.map(({ node }: { node: object }) => node);
    expect(rows.map(({ kind }: Row) => kind)).toEqual([
      "SIGNED_OUT",
      "SIGNED_IN",
      "SIGN_IN_FAILED",
      "SIGNED_IN",
      "EMAIL_CONFIRMED",
      "SIGNED_UP",
    ]);
    expect(rows[1]).toMatchObject({
      appVersion: "1.0.0",
      app: { id: "portal" },
      device: { name: "a laptop" },
      ipAddress: IN_AMERICA,
      staffRole: null,
      wasMe: null,
      account: { email: ada.email },
      location: { countryCode: "US" },
      risks: expect.arrayContaining(["NEW_DEVICE", "NEW_COUNTRY", "NEW_PROVIDER", "IMPOSSIBLE_TRAVEL"]),
    });
    expect(rows[5]).toMatchObject({ ipAddress: IN_SWEDEN, location: { countryCode: "SE" } });
  });

  it("never calls it travel where the place is a phone company's", async () => {
    const { ada } = await world();
    await ada.joinsOn("phone");
    const tablet = ada.on("a tablet", { ip: ON_THE_ROAD });
    the("SignedIn", await tablet.signsIn());

    const { me } = await tablet.reads(
      `{ me { loginActivity(first: 1) { edges { node { risks location { network notice } } } } } }`,
      {},
      { headers: { "accept-language": "sv" } },
    );
    const { node } = me.loginActivity.edges[0];
    expect(node.location).toEqual({
      network: "CELLULAR",
      notice: expect.stringMatching(/inte från GPS.*Detta är ett mobilnät/),
    });
    expect(node.risks).not.toContain("IMPOSSIBLE_TRAVEL");
  });

  it("is read page by page without a gap, however it grows meanwhile", async () => {
    const { ada } = await world();
    const phone = await ada.joinsOn("phone");
    for (let nth = 1; nth <= 4; nth += 1) the("SignedIn", await phone.signsIn());
    const page = async (variables: object) => (await phone.reads(PAGE, { ...variables })).me.loginActivity;

    const whole = await page({ first: 200 });
    const seen: string[] = [];
    let after: string | null = null;
    for (let rest = true; rest;) {
      const { edges, pageInfo } = await page({ first: 2, after });
      seen.push(...edges.map(({ node }: { node: Row }) => node.id));
      expect(pageInfo.hasPreviousPage).toBe(after !== null);
      [after, rest] = [pageInfo.endCursor, pageInfo.hasNextPage];
      if (seen.length === 2) await phone.signsIn({ password: "wrong on purpose 1" });
    }
    expect(seen).toEqual(whole.edges.map(({ node }: { node: Row }) => node.id));
  });

  it("is filtered by kind and time", async () => {
    const { ada, later } = await world();
    const phone = await ada.joinsOn("phone");
    await later(DAY);
    the("SignedIn", await phone.signsIn());
    const filtered = async (filter: object) =>
      (await phone.reads(PAGE, { filter })).me.loginActivity.edges.map(({ node }: { node: Row }) => node.kind);

    expect(await filtered({ kinds: ["SIGNED_UP"] })).toEqual(["SIGNED_UP"]);
    const { me } = await phone.reads(`{ me { loginActivity(first: 1) { edges { node { at } } } } }`);
    expect(await filtered({ from: me.loginActivity.edges[0].node.at })).toEqual(["SIGNED_IN"]);
    expect(await filtered({ appIds: ["tapo"] })).toEqual([]);
    expect(await filtered({ countryCodes: ["SE"], kinds: ["SIGNED_IN"] })).toHaveLength(2);
  });

  it.each([
    [{ first: 0 }],
    [{ first: 201 }],
    [{ first: -1 }],
    [{ after: "not a cursor" }],
    [{ filter: { accountId: "anybody" } }],
    [{ filter: { from: "2030-01-02T00:00:00Z", to: "2030-01-01T00:00:00Z" } }],
  ])("refuses %j", async (variables) => {
    const { ada } = await world();
    const phone = await ada.joinsOn("phone");

    expect(codeOf(await phone.sends(PAGE, variables))).toBe("BAD_USER_INPUT");
  });

  it("is nobody else's: not to another person, not to a stranger, not by a cursor", async () => {
    const { ada, bob, stranger } = await world();
    const [phone, bobs] = [await ada.joinsOn("phone"), await bob.joinsOn("phone")];
    const mine = (await phone.reads(PAGE, { first: 1 })).me.loginActivity;
    const tried = await bobs.sends(PAGE, { first: 200, after: mine.pageInfo.endCursor });
    expect(tried.body.errors?.[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT", field: "after" });
    expect((await stranger(PAGE)).body.data).toEqual({ me: null });
  });
});

describe("everybody's login activity", () => {
  const ALL = `{ loginActivities(first: 200) { edges { node { kind ipAddress device { name } account { id } } } } }`;

  it("is for analysts only, and only as long as they are analysts", async () => {
    const { ada, bob, server, stranger } = await world();
    const [phone, analyst] = [await ada.joinsOn("phone"), await bob.trusts("phone")];
    const admin = (...words: string[]) => runProgram("gateway/admin.ts", words, server.env);

    expect(codeOf(await stranger(ALL))).toBe("UNAUTHENTICATED");
    expect(codeOf(await phone.sends(ALL))).toBe("FORBIDDEN");
    expect(await admin("grant", "analyst", bob.email)).toMatchObject({ code: 0 });
    the("SignedIn", await analyst.signsIn());
    const { loginActivities } = await analyst.reads(ALL);
    expect(JSON.stringify(loginActivities)).not.toContain(IN_SWEDEN);
    expect(loginActivities.edges.length).toBeGreaterThan(3);

    expect(await admin("revoke", "analyst", bob.email)).toMatchObject({ code: 0 });
    expect(codeOf(await analyst.sends(ALL))).toBe("FORBIDDEN");
    expect(await analyst.activity()).toContain("ROLE_CHANGED");
  });

  it("is granted to nobody by mistake", async () => {
    const { bob, server } = await world();
    const admin = (...words: string[]) => runProgram("gateway/admin.ts", words, server.env);

    const [unknown, role, address] = await Promise.all([
      admin("grant", "analyst", bob.email),
      admin("grant", "emperor", bob.email),
      admin("grant", "analyst", "not an address"),
    ]);
    for (const { code, errors } of [unknown, role, address]) {
      expect(code).toBe(1);
      expect(errors).not.toMatch(/\bat .*:\d+:\d+/);
    }
    expect(unknown.errors).toContain(bob.email);
  });
});
