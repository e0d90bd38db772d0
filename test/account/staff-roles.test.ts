import { HOUR, MINUTE, world } from "../world.ts";
import { codeOf } from "../world/api.ts";
import type { Device } from "../world/device.ts";
import { GRANT_ROLE as GRANT, REVOKE_ROLE as REVOKE } from "../world/documents.ts";
import { the } from "../world/results.ts";

const ALL = `{ loginActivities(first: 1) { edges { node { kind } } } }`;

const seesAll = async (device: Device) => codeOf(await device.sends(ALL));

describe("a staff role", () => {
  it("works on a trusted device, and for twelve hours from its sign-in", async () => {
    const { staff, later } = await world();
    const { phone } = await staff("ANALYST");
    expect(await seesAll(phone)).toBeNull();

    await later(12 * HOUR - MINUTE);
    the("SignedIn", await phone.refreshes());
    expect(await seesAll(phone)).toBeNull();
    await later(MINUTE);
    expect(await seesAll(phone)).toBe("FORBIDDEN");

    // A refresh is no sign-in, and neither is the password alone.
    the("SignedIn", await phone.refreshes());
    expect(await phone.reauthenticates()).toMatchObject({ kind: "Reauthenticated" });
    expect(await seesAll(phone)).toBe("FORBIDDEN");
    the("SignedIn", await phone.signsIn());
    expect(await seesAll(phone)).toBeNull();
  });

  it("works after a code from a trusted device, and not after a mailed one", async () => {
    const { staff } = await world();
    const grace = await staff("ANALYST");
    const laptop = grace.on("a laptop", { appId: "portal" });

    const mailed = await laptop.isAsked();
    the("CodeSent", await laptop.asksForCode(mailed.ticket, "APP_NOTIFICATION"));
    const code = await grace.mailbox.code("verification code");
    the("SignedIn", await laptop.submits(mailed.ticket, code, { method: "EMAIL" }));
    expect(await seesAll(laptop)).toBe("FORBIDDEN");

    const shown = await laptop.isAsked();
    the("CodeSent", await laptop.asksForCode(shown.ticket, "APP_NOTIFICATION"));
    const [onPhone] = await grace.phone.shownCodes();
    the("SignedIn", await laptop.submits(shown.ticket, onPhone ?? "", { method: "APP_NOTIFICATION" }));
    expect(await seesAll(laptop)).toBeNull();
  });

  it("does not work without a second step, whoever has it", async () => {
    const { bob, admin } = await world();
    const phone = await bob.joinsOn("phone");
    expect(await admin("grant", "analyst", bob.email)).toMatchObject({ code: 0 });
    expect(await seesAll(phone)).toBe("FORBIDDEN");
    the("SignedIn", await phone.signsIn());
    expect(await seesAll(phone)).toBe("FORBIDDEN");

    // Turning it on is proven by a mailed code, too: the next sign-in is what counts.
    await phone.turnsOnTwoStep();
    expect(await seesAll(phone)).toBe("FORBIDDEN");
    the("SignedIn", await phone.signsIn());
    expect(await seesAll(phone)).toBeNull();
  });

  it("is read at each request, and each role opens its own", async () => {
    const { staff, admin } = await world();
    const { email, phone } = await staff("SUPPORT");
    expect(await seesAll(phone)).toBe("FORBIDDEN");
    expect(await admin("grant", "analyst", email)).toMatchObject({ code: 0 });
    expect(await seesAll(phone)).toBeNull();
    expect(await admin("revoke", "analyst", email)).toMatchObject({ code: 0 });
    expect(await seesAll(phone)).toBe("FORBIDDEN");
  });
});

const staffRows = async (device: Device) =>
  (
    await device.reads(
      `{ me { loginActivity(first: 200) { edges { node { kind staffRole device { name } ipAddress } } } } }`,
    )
  ).me.loginActivity.edges
    .map(({ node }: { node: { kind: string; staffRole: string | null } }) => node)
    .filter(({ staffRole }: { staffRole: string | null }) => staffRole !== null);

describe("an administrator", () => {
  it("gives a role and takes it away, at once, as the role and not as somebody", async () => {
    const { bob, staff } = await world();
    const [{ phone: admin }, bobs] = [await staff("ADMIN"), await bob.trusts("phone")];
    the("SignedIn", await bobs.signsIn());
    const accountId = await bobs.accountId();

    expect(await admin.reads(GRANT, { accountId, role: "ANALYST" })).toEqual({
      grantRole: { id: accountId, roles: ["USER", "ANALYST"] },
    });
    expect(await seesAll(bobs)).toBeNull();
    expect(await admin.reads(REVOKE, { accountId, role: "ANALYST" })).toMatchObject({
      revokeRole: { roles: ["USER"] },
    });
    expect(await seesAll(bobs)).toBe("FORBIDDEN");

    // A second time there is nothing to change, and yet the account to be read.
    expect(await admin.reads(REVOKE.replace("roles", "email"), { accountId, role: "ANALYST" })).toMatchObject({
      revokeRole: { email: bob.email },
    });
    expect(await staffRows(bobs)).toEqual(
      ["STAFF_ACCESS", "ROLE_CHANGED", "ROLE_CHANGED"].map((kind) => ({
        ...{ kind, staffRole: "ADMIN", device: null, ipAddress: null },
      })),
    );
  });

  it("changes nobody's roles without saying again who it is, nor ever its own", async () => {
    const { bob, staff, later } = await world();
    const [{ phone: admin }, bobs] = [await staff("ADMIN"), await bob.joinsOn("phone")];
    const [own, accountId] = [await admin.accountId(), await bobs.accountId()];
    for (const document of [GRANT, REVOKE])
      expect(codeOf(await admin.sends(document, { accountId: own, role: "ADMIN" }))).toBe("FORBIDDEN");

    await later(10 * MINUTE);
    the("SignedIn", await admin.refreshes());
    for (const document of [GRANT, REVOKE])
      expect(codeOf(await admin.sends(document, { accountId, role: "ADMIN" }))).toBe("REAUTHENTICATION_REQUIRED");
    expect(await admin.reauthenticates()).toMatchObject({ kind: "Reauthenticated" });
    expect(await admin.reads(GRANT, { accountId, role: "SUPPORT" })).toMatchObject({ grantRole: { id: accountId } });
  });

  it("gives nobody what is everybody's, or no role", async () => {
    const { bob, staff } = await world();
    const [{ phone: admin }, bobs] = [await staff("ADMIN"), await bob.joinsOn("phone")];
    const accountId = await bobs.accountId();
    for (const role of ["USER", "EMPEROR"])
      expect((await admin.sends(GRANT, { accountId, role })).body.errors).toMatchObject([
        { extensions: { code: "BAD_USER_INPUT", field: "role" } },
      ]);
    expect(codeOf(await admin.sends(GRANT, { accountId: "nobody", role: "ADMIN" }))).toBe("NOT_FOUND");
  });

  it("is who may do that, and neither support nor analysts", async () => {
    const { bob, staff, stranger } = await world();
    const [{ phone: support }, { phone: analyst }] = [await staff("SUPPORT"), await staff("ANALYST", "alan")];
    const accountId = await (await bob.joinsOn("phone")).accountId();
    for (const device of [support, analyst])
      expect(codeOf(await device.sends(GRANT, { accountId, role: "SUPPORT" }))).toBe("FORBIDDEN");
    expect(codeOf(await stranger(GRANT, { variables: { accountId, role: "ADMIN" } }))).toBe("UNAUTHENTICATED");
  });
});
