import { SECOND, world } from "../world.ts";
import { analyst } from "../world/analyst.ts";
import { codeOf } from "../world/api.ts";
import { IN_AMERICA, IN_SWEDEN, ON_THE_ROAD, type Device } from "../world/device.ts";
import { the } from "../world/results.ts";
import { until } from "../world/until.ts";
import { eachFieldOf, everythingOf } from "./everything-of.ts";

type Row = { id: string; kind: string; at: string };
type Page = { edges: { cursor: string; node: Row }[]; pageInfo: Record<string, string | boolean | null> };

const PAGE = `query ($first: Int, $after: String, $filter: LoginActivityFilter) {
  loginActivities(first: $first, after: $after, filter: $filter) {
    edges { cursor node { id kind at } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;

/** Each look at one person is a row of its own there. */
const isNoLook = ({ node }: { node: Row }) => node.kind !== "STAFF_ACCESS";

const pageOf = async (device: Device, variables: object): Promise<Page> =>
  (await device.reads(PAGE, { ...variables })).loginActivities as Page;
const fieldOf = async (device: Device, variables: object) => {
  const reply = await device.sends(PAGE, { ...variables });
  return { code: codeOf(reply), field: reply.body.errors?.[0]?.extensions.field };
};
const accountOf = async (device: Device) => (await device.reads(`{ me { id } }`)).me.id as string;

let desk: Device | undefined;
/** One analyst for all tests of this file: an hour of a shift is enough for them. */
const atTheDesk = async (): Promise<Device> => {
  const { bob, server } = await world();
  desk ??= await analyst(server, bob);
  return desk;
};

describe("everybody's login activity, page by page", () => {
  it("has no gap and nothing twice while rows arrive, and says where it is", async () => {
    const { ada } = await world();
    const [reader, phone] = [await atTheDesk(), await ada.joinsOn("phone")];
    for (let nth = 1; nth <= 4; nth += 1) the("SignedIn", await phone.signsIn());
    const filter = {
      accountId: await accountOf(phone),
      kinds: ["SIGNED_UP", "EMAIL_CONFIRMED", "SIGNED_IN"],
    };

    const whole = await pageOf(reader, { filter, first: 200 });
    const seen: string[] = [];
    let after: unknown = null;
    for (let rest: unknown = true; rest;) {
      const { edges, pageInfo } = await pageOf(reader, { filter, first: 3, after });
      seen.push(...edges.map(({ node }) => node.id));
      expect(pageInfo.hasPreviousPage).toBe(after !== null);
      expect(pageInfo).toMatchObject({ startCursor: edges[0]!.cursor, endCursor: edges.at(-1)!.cursor });
      [after, rest] = [pageInfo.endCursor, pageInfo.hasNextPage];
      if (seen.length === 3) the("SignedIn", await phone.signsIn());
    }
    expect(seen).toEqual(whole.edges.map(({ node }) => node.id));
    const times = whole.edges.map(({ node }) => node.at);
    expect(times).toEqual(times.toSorted().toReversed());
  });

  it("is filtered by account, app, country, kind, method, risk and time, each and together", async () => {
    const { ada, later } = await world();
    const reader = await atTheDesk();
    const phone = await ada.joinsOn("phone");
    await later(SECOND);
    const browser = ada.on("a laptop", { appId: "portal", appVersion: "1.0.0", ip: IN_AMERICA });
    await browser.signsIn({ password: "wrong on purpose 1" });
    the("SignedIn", await browser.signsIn());
    const accountId = await accountOf(phone);
    const kinds = async (filter: object) =>
      (await pageOf(reader, { first: 200, filter: { accountId, ...filter } })).edges
        .filter(isNoLook)
        .map(({ node }) => node.kind);

    expect(await kinds({})).toEqual(["SIGNED_IN", "SIGN_IN_FAILED", "SIGNED_IN", "EMAIL_CONFIRMED", "SIGNED_UP"]);
    expect(await kinds({ appIds: ["portal"] })).toEqual(["SIGNED_IN", "SIGN_IN_FAILED"]);
    expect(await kinds({ countryCodes: ["US", "DE"], kinds: ["SIGNED_IN"] })).toEqual(["SIGNED_IN"]);
    expect(await kinds({ countryCodes: ["SE"] })).toEqual(["SIGNED_IN", "EMAIL_CONFIRMED", "SIGNED_UP"]);
    expect(await kinds({ methods: ["EMAIL"] })).toEqual(["SIGNED_IN", "EMAIL_CONFIRMED"]);
    expect(await kinds({ risks: ["NEW_COUNTRY"] })).toEqual(["SIGNED_IN", "SIGN_IN_FAILED"]);
    expect(await kinds({ risks: ["OLD_APP"] })).toEqual([]);
    const rows = (await pageOf(reader, { filter: { accountId } })).edges.filter(isNoLook);
    const times = rows.map(({ node }) => node.at);
    expect(await kinds({ from: times.at(0) })).toEqual(["SIGNED_IN"]);
    expect(await kinds({ from: times.at(-1), to: times.at(0) })).toEqual([
      "SIGN_IN_FAILED",
      "SIGNED_IN",
      "EMAIL_CONFIRMED",
      "SIGNED_UP",
    ]);
    expect(await kinds({ kinds: [] })).toEqual([]);
    expect(await kinds({ accountId: "" })).toEqual([]);
  });

  it.each([
    ["more than 200 rows", { first: 201 }, "first"],
    ["fewer than none", { first: -1 }, "first"],
    ["a cursor that is none", { after: "not a cursor" }, "after"],
    ["an empty cursor", { after: "" }, "after"],
    [
      "a time that ends before it begins",
      { filter: { from: "2030-01-02T00:00:00Z", to: "2030-01-01T00:00:00Z" } },
      "filter.from",
    ],
    ["301 apps", { filter: { appIds: Array.from({ length: 301 }, (_, i) => `app-${i}`) } }, "filter.appIds"],
  ])("refuses %s, and says which field it was", async (_what, variables, field) => {
    expect(await fieldOf(await atTheDesk(), variables)).toEqual({ code: "BAD_USER_INPUT", field });
  });

  it("takes a cursor in the list that it is from, and in no other", async () => {
    const { ada } = await world();
    const [reader, phone] = [await atTheDesk(), await ada.joinsOn("phone")];
    const filter = { accountId: await accountOf(phone), kinds: ["SIGNED_IN", "SIGNED_UP"] };
    const after = (await pageOf(reader, { first: 1, filter })).pageInfo.endCursor as string;

    expect(
      (await pageOf(reader, { after, filter: { ...filter, kinds: filter.kinds.toReversed() } })).edges,
    ).toHaveLength(1);
    const refused = { code: "BAD_USER_INPUT", field: "after" };
    expect(await fieldOf(reader, { after, filter: { ...filter, kinds: ["SIGNED_IN"] } })).toEqual(refused);
    expect(await fieldOf(reader, { after })).toEqual(refused);
    expect(await fieldOf(reader, { after: `${after}x`, filter })).toEqual(refused);
    const own = `query ($after: String) { me { loginActivity(after: $after) { edges { cursor } } } }`;
    const reply = await phone.sends(own, { after });
    expect(reply.body.errors?.[0]?.extensions).toMatchObject(refused);
  });
});

describe("what an analyst sees of somebody", () => {
  const ROWS = `query ($filter: LoginActivityFilter) { loginActivities(filter: $filter, first: 200) { edges { node {
    kind ipAddress device { name model } account { id } trustedDevice { id } app { name } location { countryCode }
  } } } }`;

  it("is a network, a model and an account's id", async () => {
    const { ada, later } = await world();
    const reader = await atTheDesk();
    const phone = await ada.trusts("Ada's own phone");
    await later(SECOND);
    const tablet = ada.on("Ada's old tablet", { ip: "2a02:908:1234:5678::9" });
    const { ticket } = await tablet.isAsked();
    the("SignedIn", await tablet.submits(ticket, await ada.mailbox.code("verification code")));
    const id = await accountOf(phone);
    const { loginActivities } = await reader.reads(ROWS, { filter: { accountId: id } });
    const rows = loginActivities.edges.map(({ node }: { node: object }) => node);

    expect(rows).toContainEqual({
      kind: "SIGNED_IN",
      ipAddress: "2a02:908:1234::/48",
      device: { name: "Pixel 8", model: "Pixel 8" },
      account: { id },
      trustedDevice: null,
      app: { name: "Kasa" },
      location: { countryCode: "DE" },
    });
    const told = JSON.stringify(rows);
    for (const secret of [IN_SWEDEN, "Ada's", ada.email, "1234:5678", phone.installationId])
      expect(told).not.toContain(secret);
  });

  const OF_THE_ACCOUNT = eachFieldOf("Account").filter((field) => field !== "id");
  const rowsWith = (selection: string) => `query ($filter: LoginActivityFilter) {
    loginActivities(filter: $filter, first: 200) { edges { node { ${selection} } } }
  }`;
  const lineOf = (selection: string) => `subscription ($filter: LoginActivityFilter) {
    event: loginActivityRecorded(filter: $filter) { ${selection} }
  }`;

  it.each(OF_THE_ACCOUNT)("is nothing more of the account: not its %s", async (field) => {
    const { ada } = await world();
    const [reader, phone] = [await atTheDesk(), await ada.joinsOn("phone")];
    const reply = await reader.sends(rowsWith(`account { id ${field} }`), {
      filter: { accountId: await accountOf(phone) },
    });
    expect(codeOf(reply)).toBe("FORBIDDEN");
    expect(JSON.stringify(reply.body)).not.toContain(ada.email);
  });

  it("is nothing more of the account in a live line", async () => {
    const { ada } = await world();
    const [reader, phone] = [await atTheDesk(), await ada.joinsOn("phone")];
    const filter = { accountId: await accountOf(phone) };
    const socket = await reader.opensSocket();
    const lines = OF_THE_ACCOUNT.map((field) => socket.watches(lineOf(`account { id ${field} }`), { filter }));
    const refused = Promise.all(lines.map(({ ended }) => ended));
    let codes: unknown[] | null = null;
    void refused.then((all) => (codes = all));
    // Again and again, since the lines open one by one.
    await until(async () => {
      await phone.reads(`mutation { exportMyData { expiresAt } }`);
      return codes !== null;
    });
    for (const errors of await refused) expect(errors).toMatchObject([{ extensions: { code: "FORBIDDEN" } }]);
    expect(JSON.stringify(lines.map(({ unread }) => unread()))).not.toContain(ada.email);
  });

  it("is no address, name or device of hers in anything that can be asked of a row, in a list or live", async () => {
    const { ada } = await world();
    const [reader, phone] = [await atTheDesk(), await ada.trusts("Ada's own phone")];
    const filter = { accountId: await accountOf(phone) };
    // The percentage is for administrators.
    const everything = everythingOf("LoginActivity", ["account", "twoStepRolloutPercent"]);
    const watching = (await reader.opensSocket()).watches<Row>(lineOf(everything), { filter });
    await until(async () => {
      await phone.reads(`mutation { exportMyData { expiresAt } }`);
      return watching.unread().length > 0;
    });
    const tablet = ada.on("Ada's old tablet", { ip: "2a02:908:1234:5678::9" });
    const { ticket } = await tablet.isAsked();
    the("SignedIn", await tablet.submits(ticket, await ada.mailbox.code("verification code")));
    await until(() => Promise.resolve(watching.unread().some(({ kind }) => kind === "SIGNED_IN")));

    const { loginActivities } = await reader.reads(rowsWith(everything), { filter });
    const listed = loginActivities.edges.map(({ node }: { node: Row }) => node) as Row[];
    const ids = (await phone.trustedDevices()).map(({ id }) => id);
    for (const rows of [listed, watching.unread()]) {
      expect(rows.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["SIGNED_IN", "VERIFICATION_REQUESTED"]));
      const told = JSON.stringify(rows);
      for (const hidden of [
        IN_SWEDEN,
        "1234:5678",
        "Ada's",
        ada.email,
        phone.installationId,
        tablet.installationId,
        ...ids,
      ])
        expect(told).not.toContain(hidden);
    }
  });

  it("has nobody behind a try at an address that nobody has", async () => {
    const { ada } = await world();
    const reader = await atTheDesk();
    await ada.on("phone", { ip: ON_THE_ROAD }).signsIn();
    const { loginActivities } = await reader.reads(ROWS, { filter: { kinds: ["SIGN_IN_FAILED"] } });

    const [row] = loginActivities.edges.map(({ node }: { node: object }) => node);
    expect(row).toMatchObject({ account: null, ipAddress: "172.58.1.0/24", device: { name: "Pixel 8" } });
  });

  it("ends with the shift's session", async () => {
    const { bob, server } = await world();
    const reader = await analyst(server, bob);
    expect((await pageOf(reader, { first: 1 })).edges).toHaveLength(1);
    await reader.reads(`mutation { signOut }`);
    expect(codeOf(await reader.sends(PAGE))).toBe("UNAUTHENTICATED");
  });
});
