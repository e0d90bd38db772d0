import { MINUTE, world } from "../world.ts";
import { codeOf } from "../world/api.ts";
import type { Device } from "../world/device.ts";
import { proofsOn, somewhere } from "../world/proofs.ts";

const PARTS = `{
  accountId email text twoStepVerification { enabled enabledAt availability } methods { method destination }
  installations { app { id name } appVersion device { name model osName osVersion } trusted lastSeenAt }
  deliveries { method destination state at advice }
}`;
const OWN = `{ me { supportReport ${PARTS} } }`;
const OF_FLOW = `query ($ticket: String!) { supportReport(ticket: $ticket) ${PARTS} }`;

const secretsOf = ({ kept }: Device): string[] => Object.values(kept).filter((it) => it !== null);

describe("a support report", () => {
  it("says of oneself what support asks for: apps and versions, phones, set-up and the last codes", async () => {
    const { ada } = await world();
    const phone = await ada.trusts("the phone of ada");
    const { ticket } = await ada.on("a laptop", { appId: "portal", appVersion: "1.4.0" }).isAsked();
    const code = await ada.mailbox.code("verification code");

    const { supportReport: report } = (await phone.reads(OWN)).me;
    expect(report).toMatchObject({
      accountId: await phone.accountId(),
      email: ada.email,
      twoStepVerification: { enabled: true, enabledAt: expect.any(String), availability: "AVAILABLE" },
      installations: [{ app: { id: "kasa", name: "Kasa" }, appVersion: "3.1.0", trusted: true }],
    });
    expect(report.deliveries).toContainEqual(expect.objectContaining({ method: "EMAIL", state: "SENT" }));
    for (const line of [
      `Account ${report.accountId} (a***@example.com)`,
      "Two-step verification: on since 2",
      "- kasa 3.1.0 on Pixel 8, Android 15, trusted, last seen 2",
      "- EMAIL SENT 2",
    ])
      expect(report.text).toContain(line);
    for (const secret of [code, ticket, ...secretsOf(phone)]) expect(JSON.stringify(report)).not.toContain(secret);
    for (const name of [ada.email, "the phone of ada"]) expect(report.text).not.toContain(name);
  });

  it("holds no whole phone number, for oneself or for support", async () => {
    const { ada, staff, server } = await world();
    const phone = await ada.trusts("phone", { ip: somewhere() });
    const { number } = await proofsOn(phone, server.url).hasPhone();

    const { supportReport: own } = (await phone.reads(OWN)).me;
    const { phone: support } = await staff("SUPPORT");
    const id = await phone.accountId();
    const { account } = await support.reads(`query ($id: ID) { account(id: $id) { supportReport ${PARTS} } }`, { id });
    for (const report of [own, account.supportReport]) {
      expect(report.methods).toContainEqual({ method: "SMS", destination: expect.stringContaining("*") });
      expect(report.text).toContain("SMS");
      expect(report.deliveries).toContainEqual(expect.objectContaining({ method: "SMS" }));
      expect(JSON.stringify(report)).not.toContain(number.slice(1, -4));
    }
  });

  it("says to whoever can't get in what became of that flow's codes, and nothing of the account", async () => {
    const { ada, stranger } = await world();
    const phone = await ada.trusts("the phone of ada");
    const { ticket } = await ada.on("a laptop", { appId: "portal", appVersion: "1.4.0" }).isAsked();
    const code = await ada.mailbox.code("verification code");

    const { supportReport: report } = (await stranger(OF_FLOW, { variables: { ticket } })).body.data!;
    expect(report).toEqual({
      accountId: null,
      email: ada.email,
      twoStepVerification: { enabled: true, enabledAt: null, availability: "AVAILABLE" },
      methods: expect.arrayContaining([{ method: "EMAIL", destination: "a***@example.com" }]),
      installations: [
        {
          app: { id: "portal", name: "Web portal" },
          appVersion: "1.4.0",
          device: { name: "a laptop", model: "Pixel 8", osName: "Android", osVersion: "15" },
          trusted: false,
          lastSeenAt: expect.any(String),
        },
      ],
      deliveries: [expect.objectContaining({ method: "EMAIL", advice: expect.any(Array) })],
      text: expect.stringContaining("portal 1.4.0 on Pixel 8, Android 15"),
    });
    const said = JSON.stringify(report);
    for (const secret of [code, ticket, await phone.accountId(), "the phone of ada", "3.1.0"])
      expect(said).not.toContain(secret);
  });

  it("is nothing without a flow, and never in an address", async () => {
    const { ada, stranger, later, server } = await world();
    expect((await stranger(OF_FLOW, { variables: { ticket: "x".repeat(43) } })).body).toEqual({
      data: { supportReport: null },
    });
    await ada.trusts("phone");
    const { ticket } = await ada.on("a laptop").isAsked();
    const address = `${server.url}/graphql?query=${encodeURIComponent(OF_FLOW)}&variables=${JSON.stringify({ ticket })}`;
    expect((await fetch(address)).status).toBe(405);
    await later(40 * MINUTE);
    expect(codeOf(await stranger(OF_FLOW, { variables: { ticket } }))).toBeNull();
  });
});
