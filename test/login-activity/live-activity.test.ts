import fc from "fast-check";

import { matches } from "../../subgraphs/login-activity/activity-filter.ts";
import type { LoginActivity } from "../../subgraphs/login-activity/activity.ts";
import { MINUTE, world } from "../world.ts";
import { admin, analyst } from "../world/analyst.ts";
import { IN_AMERICA, IN_SWEDEN, type Device } from "../world/device.ts";
import { the } from "../world/results.ts";
import { within } from "../world/socket.ts";
import { until } from "../world/until.ts";

type Row = {
  id: string;
  kind: string;
  ipAddress: string | null;
  device: { name: string } | null;
  account: { id: string } | null;
};

const LIVE = `subscription ($filter: LoginActivityFilter) { event: loginActivityRecorded(filter: $filter) {
  id kind ipAddress device { name } account { id }
} }`;
const EXPORT_MINE = `mutation { exportMyData { expiresAt } }`;

/** A line that is known to be open: what its owner does is heard on it. Those rows are left out. */
const listens = async (device: Device, filter: object = {}, made = EXPORT_MINE) => {
  const socket = await device.opensSocket();
  const watching = socket.watches<Row>(LIVE, { filter });
  await until(async () => {
    await device.reads(made);
    return watching.unread().length > 0;
  });
  const next = async (): Promise<Row> => {
    const row = await watching.next();
    return row.kind === "DATA_EXPORTED" ? next() : row;
  };
  return { ...watching, next, socket, others: () => watching.unread().filter(({ kind }) => kind !== "DATA_EXPORTED") };
};

describe("one's own activity, live", () => {
  it("is heard as it happens, whole, and nobody else's is", async () => {
    const { ada, bob } = await world();
    const phone = await ada.joinsOn("phone");
    const line = await listens(phone);
    const his = await bob.joinsOn("his phone");
    const laptop = ada.on("laptop", { ip: IN_AMERICA });
    await laptop.signsIn({ password: "wrong on purpose 1" });
    the("SignedIn", await laptop.signsIn());

    const { id } = (await phone.reads(`{ me { id } }`)).me;
    const row = { ipAddress: IN_AMERICA, device: { name: "laptop" }, account: { id } };
    expect(await line.next()).toMatchObject({ kind: "SIGN_IN_FAILED", ...row });
    expect(await line.next()).toMatchObject({ kind: "SIGNED_IN", ...row });
    await his.reads(`mutation { signOut }`);
    await laptop.reads(`mutation { signOut }`);
    expect(await line.next()).toMatchObject({ kind: "SIGNED_OUT", ...row });
    expect(line.others()).toEqual([]);
  });

  it("can be read at once, with what other parts of the system know of it", async () => {
    const { ada } = await world();
    const phone = await ada.trusts("phone");
    const socket = await phone.opensSocket();
    const query = LIVE.replace("account { id }", "account { id email } trustedDevice { name } app { name }");
    const watching = socket.watches<Row & { account: { email: string } }>(query);
    await until(async () => {
      await phone.reads(EXPORT_MINE);
      return watching.unread().length > 0;
    });
    const heard = await watching.next();
    expect(heard).toMatchObject({
      account: { email: ada.email },
      trustedDevice: { name: "phone" },
      app: { name: "Kasa" },
    });
    const { me } = await phone.reads(`{ me { loginActivity(first: 200) { edges { node { id } } } } }`);
    expect(me.loginActivity.edges).toContainEqual({ node: { id: heard.id } });
  });

  it("is filtered", async () => {
    const { ada } = await world();
    const phone = await ada.joinsOn("phone");
    const line = await listens(phone, { kinds: ["SIGNED_OUT", "DATA_EXPORTED"] });
    const laptop = ada.on("laptop");
    the("SignedIn", await laptop.signsIn());
    await laptop.reads(`mutation { signOut }`);

    expect(await line.next()).toMatchObject({ kind: "SIGNED_OUT" });
    expect(line.others()).toEqual([]);
  });

  it("tells nothing of what was undone before it was true", async () => {
    const { ada } = await world();
    const phone = await ada.joinsOn("phone");
    const line = await listens(phone);
    const laptop = ada.on("laptop");
    the("SignedIn", await laptop.signsIn());
    // Two devices end the same session: one of them does, and there is one row of it.
    const revoke = () =>
      phone.sends(`mutation ($id: ID!) { revokeSession(sessionId: $id) }`, { id: laptop.kept.sessionId });
    await Promise.all([revoke(), revoke(), revoke()]);
    the("SignedIn", await ada.on("tablet").signsIn());

    expect(await line.next()).toMatchObject({ kind: "SIGNED_IN", device: { name: "laptop" } });
    expect(await line.next()).toMatchObject({ kind: "SESSION_REVOKED" });
    expect(await line.next()).toMatchObject({ kind: "SIGNED_IN", device: { name: "tablet" } });
  });

  it("is no way to somebody else's, and needs a filter that can be meant", async () => {
    const { ada, bob } = await world();
    const [phone, his] = [await ada.joinsOn("phone"), await bob.joinsOn("phone")];
    const { id } = (await his.reads(`{ me { id } }`)).me;
    const refused = async (filter: object) =>
      within((await phone.opensSocket()).watches(LIVE, { filter }).ended, "it was not refused");

    expect(await refused({ accountId: id })).toMatchObject([
      { extensions: { code: "BAD_USER_INPUT", field: "filter.accountId" } },
    ]);
    expect(await refused({ from: "2030-01-02T00:00:00Z", to: "2030-01-01T00:00:00Z" })).toMatchObject([
      { extensions: { code: "BAD_USER_INPUT", field: "filter.from" } },
    ]);
  });

  it("ends with the session", async () => {
    const { ada } = await world();
    const [phone, laptop] = [await ada.joinsOn("phone"), ada.on("laptop")];
    the("SignedIn", await laptop.signsIn());
    const line = await listens(laptop);
    await phone.reads(`mutation ($id: ID!) { revokeSession(sessionId: $id) }`, { id: laptop.kept.sessionId });
    expect(await line.socket.closed).toMatchObject({ code: 4403 });
  });
});

describe("everybody's activity, live", () => {
  it("is heard by an analyst, of networks and models, until the role ends", async () => {
    const { ada, bob, server, later } = await world();
    const reader = await analyst(server, bob);
    const line = await listens(reader);
    const phone = await ada.joinsOn("Ada's own phone");
    const { id } = (await phone.reads(`{ me { id } }`)).me;

    const row = { ipAddress: "81.224.0.0/24", device: { name: "Pixel 8" }, account: { id } };
    for (const kind of ["SIGNED_UP", "EMAIL_CONFIRMED", "SIGNED_IN"])
      expect(await line.next()).toEqual({ id: expect.any(String), kind, ...row });
    const told = JSON.stringify(line.unread());
    for (const secret of [IN_SWEDEN, "Ada's"]) expect(told).not.toContain(secret);

    await admin(server, "revoke", "analyst", bob.email);
    await later(MINUTE);
    expect(await within(line.ended, "the line stayed open")).toBeNull();
    the("SignedIn", await phone.signsIn());
    expect(line.others().filter(({ account }) => account?.id === id)).toEqual([]);
  });
});

describe("a filter of live rows", () => {
  const row = fc.record({
    at: fc.date({ min: new Date(0), max: new Date(10), noInvalidDate: true }),
    kind: fc.constantFrom("SIGNED_IN", "SIGNED_UP"),
    accountId: fc.constantFrom("a", "b", null),
    appId: fc.constantFrom("kasa", "tapo", null),
    method: fc.constantFrom("EMAIL", "SMS", null),
    location: fc.constantFrom({ countryCode: "SE" }, { countryCode: null }, null),
    risks: fc.subarray(["NEW_DEVICE", "OLD_APP"]),
  }) as unknown as fc.Arbitrary<LoginActivity>;

  it("takes everything when it names nothing, and nothing when a list is empty", () => {
    fc.assert(
      fc.property(row, (it) => {
        expect(matches({}, it)).toBe(true);
        for (const list of ["kinds", "appIds", "countryCodes", "methods", "risks"])
          expect(matches({ [list]: [] }, it)).toBe(false);
      }),
    );
  });

  it("begins with from and stops before to", () => {
    fc.assert(
      fc.property(row, fc.nat(10), fc.nat(10), (it, from, to) => {
        const isWithin = it.at.getTime() >= from && it.at.getTime() < to;
        expect(matches({ from: new Date(from), to: new Date(to) }, it)).toBe(isWithin);
      }),
    );
  });
});
