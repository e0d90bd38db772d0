import { world } from "../world.ts";
import { codeOf } from "../world/api.ts";
import type { Device } from "../world/device.ts";
import { until } from "../world/until.ts";

const OPEN = `query ($id: ID, $email: EmailAddress) { account(id: $id, email: $email) {
  id email createdAt
  loginSecurity { twoStepVerification { enabled } phoneNumber methods { method destination } recommendations { message } }
  supportReport { accountId email text installations { device { name model } trusted } }
} }`;

const accesses = async (device: Device) =>
  (
    await device.reads(`{ me { loginActivity(first: 200, filter: { kinds: [STAFF_ACCESS] }) { edges { node {
    kind staffRole device { name } ipAddress app { id } location { city } } } } } }`)
  ).me.loginActivity.edges.map(({ node }: { node: object }) => node);

describe("support", () => {
  it("finds an account by id or address, and sees its set-up without a secret", async () => {
    const { ada, staff } = await world();
    const [{ phone: support }, phone] = [await staff("SUPPORT"), await ada.trusts("the phone of ada")];
    const id = await phone.accountId();

    const { account } = await support.reads(OPEN, { email: ada.email.toUpperCase() });
    expect(account).toMatchObject({
      id,
      email: "a***@example.com",
      createdAt: expect.any(String),
      loginSecurity: { twoStepVerification: { enabled: true }, phoneNumber: null },
      supportReport: {
        accountId: id,
        email: "a***@example.com",
        installations: [{ device: { name: "Pixel 8", model: "Pixel 8" }, trusted: true }],
      },
    });
    expect(await support.reads(OPEN, { id })).toEqual({ account });
    const said = JSON.stringify(account);
    for (const hidden of [ada.email, "the phone of ada", phone.kept.deviceToken ?? "-"])
      expect(said).not.toContain(hidden);
    expect(account.supportReport.text).toContain("kasa 3.1.0 on Pixel 8, Android 15, trusted");
  });

  it("is told no more than that, of what an administrator is told", async () => {
    const { ada, staff } = await world();
    const [{ phone: support }, { phone: admin }] = [await staff("SUPPORT"), await staff("ADMIN", "alan")];
    const id = await (await ada.trusts("phone")).accountId();

    for (const field of [
      ...["emailVerified", "roles", "locale", "passwordChangedAt", "sessions { id }", "securityQuestion { status }"],
      ...["trustedDevices { id }", "loginActivity { edges { node { id } } }"],
    ]) {
      const query = `query ($id: ID) { account(id: $id) { id ${field} } }`;
      expect([field, codeOf(await support.sends(query, { id }))]).toEqual([field, "FORBIDDEN"]);
      const { account } = await admin.reads(query, { id });
      expect(account).toMatchObject({ id });
      expect([field, Object.values(account)[1]]).toEqual([field, expect.anything()]);
    }
  });

  it("is seen by whom it looked at: the role, once a look, and nobody's name", async () => {
    const { ada, staff } = await world();
    const [{ phone: support }, { phone: admin }] = [await staff("SUPPORT"), await staff("ADMIN", "alan")];
    const phone = await ada.trusts("phone");
    const id = await phone.accountId();
    expect(await accesses(phone)).toEqual([]);

    await support.reads(OPEN, { id });
    await admin.reads(`query ($id: ID) { account(id: $id) { email sessions { id } } }`, { id });
    const row = { kind: "STAFF_ACCESS", device: null, ipAddress: null, app: null, location: null };
    expect(await accesses(phone)).toEqual([
      { ...row, staffRole: "ADMIN" },
      { ...row, staffRole: "SUPPORT" },
    ]);
    // One's own is no use of another person's data.
    await support.reads(OPEN, { id: await support.accountId() });
    expect(await accesses(support)).toEqual([]);
  });

  it("is seen as well where an analyst looks at one person alone, and not where at everybody", async () => {
    const { ada, staff } = await world();
    const [{ phone: analyst }, phone] = [await staff("ANALYST"), await ada.joinsOn("phone")];
    const filter = { accountId: await phone.accountId() };
    await analyst.reads(`{ loginActivities { edges { node { kind } } } }`);
    expect(await accesses(phone)).toEqual([]);

    const page = `query ($filter: LoginActivityFilter) { loginActivities(filter: $filter) { edges { node { kind } } } }`;
    const { loginActivities } = await analyst.reads(page, { filter });
    expect(JSON.stringify(loginActivities)).not.toContain("STAFF_ACCESS");
    await analyst.reads(
      `mutation ($filter: LoginActivityFilter) { exportLoginActivity(filter: $filter, format: CSV) { url } }`,
      { filter },
    );
    await analyst.reads(page, { filter: { accountId: "nobody" } });
    await analyst.reads(page, { filter: { accountId: await analyst.accountId() } });
    expect(await accesses(phone)).toMatchObject([{ staffRole: "ANALYST" }, { staffRole: "ANALYST" }]);

    await analyst.watches(
      `subscription ($filter: LoginActivityFilter) { event: loginActivityRecorded(filter: $filter) { kind: __typename } }`,
      { filter },
    );
    await until(async () => (await accesses(phone)).length === 3);
    expect(await accesses(analyst)).toEqual([]);
  });

  it("opens it for that operation alone", async () => {
    const { ada, staff, admin } = await world();
    const { email, phone: support } = await staff("SUPPORT");
    await admin("grant", "analyst", email);
    const id = await (await ada.joinsOn("phone")).accountId();
    await support.reads(OPEN, { id });

    const through = `{ loginActivities(filter: { accountId: "${id}" }) { edges { node { account { id email } } } } }`;
    const { body } = await support.sends(through);
    expect(JSON.stringify(body)).toContain("FORBIDDEN");
    expect(JSON.stringify(body)).not.toContain("example.com");
  });

  it("is nobody else: not a person, not an analyst, not a stranger", async () => {
    const { ada, bob, staff, stranger } = await world();
    const [phone, bobs, { phone: analyst }] = [
      await ada.joinsOn("phone"),
      await bob.joinsOn("phone"),
      await staff("ANALYST"),
    ];
    const id = await phone.accountId();
    for (const device of [bobs, analyst, phone]) expect(codeOf(await device.sends(OPEN, { id }))).toBe("FORBIDDEN");
    expect(codeOf(await stranger(OPEN, { variables: { id } }))).toBe("UNAUTHENTICATED");
    expect(await accesses(phone)).toEqual([]);
  });

  it("asks for one account, by one name", async () => {
    const { ada, staff } = await world();
    const { phone: support } = await staff("SUPPORT");
    expect(await support.reads(OPEN, { id: "nobody" })).toEqual({ account: null });
    expect(await support.reads(OPEN, { email: "nobody@example.com" })).toEqual({ account: null });
    for (const [variables, field] of [
      [{}, "id"],
      [{ id: "x", email: ada.email }, "email"],
    ] as const)
      expect((await support.sends(OPEN, variables)).body.errors).toMatchObject([
        { extensions: { code: "BAD_USER_INPUT", field } },
      ]);
  });
});
