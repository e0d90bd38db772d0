import { world, type Person } from "../world.ts";
import { codeOf } from "../world/api.ts";
import type { Device } from "../world/device.ts";
import { the } from "../world/results.ts";

const EVERYTHING = `query Everything { me {
  id email sessions { id } trustedDevices { id name } loginSecurity { methods { destination } }
  loginActivity(first: 50) { edges { node { id account { email } device { name } } } } supportReport { email text }
} }`;

/** Ada and bob, each with a trusted phone of an own name. */
const twoPeople = async () => {
  const here = await world();
  const adas = await here.ada.trusts("the phone of ada");
  const bobs = await here.bob.trusts("the phone of bob");
  return { ...here, adas, bobs };
};

describe("two people at once", () => {
  it("each get their own, in hundreds of interleaved requests of one document", async () => {
    const { ada, bob, adas, bobs, stranger } = await twoPeople();
    const asks = async (device: Device, own: Person, other: Person) => {
      const text = JSON.stringify(await device.reads(EVERYTHING));
      expect(text).toContain(own.email);
      expect(text).not.toContain(other.email);
      expect(text).not.toContain(device === adas ? "the phone of bob" : "the phone of ada");
    };

    const rounds = Array.from({ length: 40 }, async () => {
      await Promise.all([asks(adas, ada, bob), asks(bobs, bob, ada)]);
      expect((await stranger(EVERYTHING)).body).toEqual({ data: { me: null } });
    });
    await Promise.all(rounds);
  });

  it("each see only their own requests, on sockets that live side by side", async () => {
    const { ada, bob, adas, bobs } = await twoPeople();
    const people = [
      { own: ada, requests: await adas.watchesRequests() },
      { own: bob, requests: await bobs.watchesRequests() },
    ];
    for (let round = 1; round <= 5; round += 1)
      await Promise.all(
        people.map(async ({ own, requests }) => {
          const device = own.on(`new ${round}`);
          const { ticket, challenge } = await device.isAsked();
          const { request } = await requests.next();
          expect(request).toMatchObject({ id: challenge.id, accountEmail: own.email });
          the("SignedIn", await device.submits(ticket, request.code, { trustDevice: false }));
          expect(await requests.next()).toMatchObject({ requestId: challenge.id, status: "COMPLETED" });
        }),
      );
    for (const { requests } of people) expect(requests.unread()).toEqual([]);
  });

  it("each are the viewer of their own sign-in, however many happen in one moment", async () => {
    const { ada, bob } = await twoPeople();
    const newcomers = [ada, bob].map((own) => ({ own, device: own.on("a laptop") }));
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, nth) => newcomers[nth % 2]!).map(async ({ own, device }) => ({
        own,
        asked: await device.isAsked(),
      })),
    );

    for (const { own, asked } of answers)
      expect(asked.challenge.methods).toContainEqual({
        method: "EMAIL",
        destination: `${own.email[0]}***@example.com`,
      });
  });
});

describe("somebody else's id", () => {
  it.each([
    [`mutation ($id: ID!) { result: revokeSession(sessionId: $id) }`, "session"],
    [
      `mutation ($id: ID!) { result: removeTrustedDevice(deviceId: $id) { __typename ... on Problem { message } } }`,
      "device",
    ],
    [`mutation ($id: ID!) { result: renameTrustedDevice(deviceId: $id, name: "mine") { id } }`, "device"],
    [`mutation ($id: ID!) { result: acknowledgeVerification(requestId: $id) }`, "request"],
    [`query ($id: ID!) { result: trustedDevice(id: $id) { id name } }`, "device"],
  ])("is answered like one that nobody has: %s", async (document, what) => {
    const { ada, adas, bobs } = await twoPeople();
    await adas.watchesRequests();
    const { challenge } = await ada.on("a new phone").isAsked();
    const [device] = await adas.trustedDevices();
    const ids: Record<string, string | null | undefined> = {
      session: adas.kept.sessionId,
      device: device?.id,
      request: challenge.id,
    };

    const [foreign, unknown] = [
      await bobs.sends(document, { id: ids[what] }),
      await bobs.sends(document, { id: "unknown" }),
    ];
    expect(foreign.body).toEqual(unknown.body);
    expect(foreign.status).toBe(unknown.status);
    expect(await adas.reads(`{ me { email } }`)).toEqual({ me: { email: ada.email } });
    expect(await adas.trustedDevices()).toMatchObject([{ name: "the phone of ada" }]);
    expect(await adas.shownCodes()).toHaveLength(1);
  });

  it("in a filter of one's own activity is refused", async () => {
    const { adas, bobs } = await twoPeople();
    const { me } = await adas.reads(`{ me { id } }`);
    const query = `query ($accountId: ID) { me { loginActivity(filter: { accountId: $accountId }) { pageInfo { hasNextPage } } } }`;

    expect(codeOf(await bobs.sends(query, { accountId: me.id }))).toBe("BAD_USER_INPUT");
  });
});

describe("the address that a client claims", () => {
  it.each(["", "nonsense", "127.0.0.1, evil", "::ffff:98.207.1.1", "98.207.1.1:80", "'; drop table", "2001:db8::1"])(
    "%j in X-Forwarded-For stops nobody",
    async (claimed) => {
      const { ada } = await twoPeople();
      const phone = ada.on("a new phone", { ip: claimed });

      expect(await phone.signsIn()).toMatchObject({ kind: "VerificationRequired" });
    },
  );
});
