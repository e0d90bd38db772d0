import { DAY, MINUTE, SECOND, world } from "../world.ts";
import { codeOf } from "../world/api.ts";
import type { Device } from "../world/device.ts";
import { the } from "../world/results.ts";
import { isSignedOut } from "../world/signed-out.ts";

/** Ada with a trusted phone, and a tablet that was let in with a code and is trusted as well. */
const twoDevices = async () => {
  const here = await world();
  const phone = await here.ada.trusts("phone");
  const tablet = here.ada.on("a tablet");
  const { ticket } = await tablet.isAsked();
  the("SignedIn", await tablet.submits(ticket, await here.ada.mailbox.code("verification code")));
  const idOf = async (device: Device) =>
    (await device.trustedDevices()).find(({ isCurrent }) => isCurrent)?.id ?? "(none)";
  return { ...here, phone, tablet, idOf };
};

describe("a device token", () => {
  it("is rotated at each sign-in; the one before counts until the new one was used", async () => {
    const { ada } = await world();
    const phone = await ada.trusts("phone");
    const first = phone.kept.deviceToken;
    const second = the("SignedIn", await phone.signsIn()).deviceToken;
    expect(second).not.toBe(first);

    // The answer with the second was lost: the app still holds the first.
    const third = the("SignedIn", await phone.signsIn({ deviceToken: first })).deviceToken;
    the("SignedIn", await phone.signsIn({ deviceToken: third }));
  });

  it("ends the trust when one comes back that is older still: somebody copied it", async () => {
    const { ada } = await world();
    const phone = await ada.trusts("phone");
    const copied = phone.kept.deviceToken;
    the("SignedIn", await phone.signsIn());
    the("SignedIn", await phone.signsIn());
    const newest = phone.kept.deviceToken;

    expect(await phone.signsIn({ deviceToken: copied })).toMatchObject({ kind: "VerificationRequired" });
    expect(await phone.signsIn({ deviceToken: newest })).toMatchObject({ kind: "VerificationRequired" });
  });

  it("counts only with its own installation, its own account and the right password", async () => {
    const { ada, bob } = await world();
    const phone = await ada.trusts("phone");
    const { deviceToken } = phone.kept;
    const bobs = await bob.trusts("phone", { installationId: phone.installationId });

    expect(await ada.on("another phone").signsIn({ deviceToken })).toMatchObject({ kind: "VerificationRequired" });
    expect(await bobs.signsIn({ deviceToken })).toMatchObject({ kind: "VerificationRequired" });
    expect(await phone.signsIn({ password: "wrong all the same" })).toMatchObject({ kind: "InvalidCredentials" });
    for (const made of ["", "nonsense", deviceToken?.split(".").with(3, "A".repeat(43)).join(".") ?? ""])
      expect(await phone.signsIn({ deviceToken: made })).toMatchObject({ kind: "VerificationRequired" });
    the("SignedIn", await phone.signsIn({ deviceToken }));
  });

  it("belongs to one account each, where several people use one installation", async () => {
    const { ada, bob } = await world();
    const adas = await ada.trusts("the family tablet");
    const bobs = await bob.trusts("the family tablet", { installationId: adas.installationId });
    expect(await adas.reads(`{ me { email } }`)).toEqual({ me: { email: ada.email } });
    expect(await bobs.reads(`{ me { email } }`)).toEqual({ me: { email: bob.email } });

    const [device] = await bobs.trustedDevices();
    the("TrustedDeviceRemoved", await bobs.removes(device?.id ?? ""));
    the("SignedIn", await adas.signsIn());
    expect(await bobs.signsIn()).toMatchObject({ kind: "VerificationRequired" });
  });

  it.each([
    ["a year", [100, 100, 100, 66]],
    ["180 idle days", [180]],
  ])("ends by itself after %s", async (_, pauses) => {
    const { ada, later } = await world();
    const phone = await ada.trusts("phone");
    for (const days of pauses.slice(0, -1)) {
      await later(days * DAY);
      the("SignedIn", await phone.signsIn());
    }
    await later((pauses.at(-1) ?? 0) * DAY);

    expect(await phone.signsIn()).toMatchObject({ kind: "VerificationRequired" });
  });
});

describe("removing a trusted device", () => {
  it("logs it out everywhere within the answer, and its next sign-in needs a code", async () => {
    const { phone, tablet, idOf } = await twoDevices();
    const socket = await tablet.opensSocket();
    const id = await idOf(tablet);

    expect(await phone.removes(id)).toMatchObject({ kind: "TrustedDeviceRemoved", sessionsEnded: 1 });
    const asked = performance.now();
    expect(await socket.closed).toMatchObject({ code: 4403 });
    expect(performance.now() - asked).toBeLessThan(1_000);
    await isSignedOut(tablet);
    expect(await tablet.refreshes()).toMatchObject({ kind: "SessionEnded", reason: "DEVICE_REMOVED" });
    expect(await tablet.signsIn()).toMatchObject({ kind: "VerificationRequired" });
    expect((await phone.trustedDevices()).map(({ name }) => name)).toEqual(["phone"]);
    expect(await phone.activity()).toContain("DEVICE_REMOVED");
  });

  it("answers somebody else's device, an unknown and a removed one alike", async () => {
    const { bob, phone, tablet, idOf } = await twoDevices();
    const bobs = await bob.trusts("phone");
    const [foreign, removed] = [await idOf(bobs), await idOf(tablet)];
    await phone.removes(removed);
    const unknown = await phone.removes("unknown");

    expect(unknown).toMatchObject({ kind: "TrustedDeviceNotFound" });
    expect(await phone.removes(foreign)).toEqual(unknown);
    expect(await phone.removes(removed)).toEqual(unknown);
    the("SignedIn", await bobs.signsIn());
  });

  it("may be done by the device itself", async () => {
    const { phone, idOf } = await twoDevices();
    const socket = await phone.opensSocket();
    await phone.removes(await idOf(phone));

    expect(await socket.closed).toMatchObject({ code: 4403 });
    expect(await phone.signsIn()).toMatchObject({ kind: "VerificationRequired" });
  });

  it("removes all others", async () => {
    const { phone, tablet } = await twoDevices();

    expect(await phone.reads(`mutation { removeOtherTrustedDevices }`)).toEqual({ removeOtherTrustedDevices: 1 });
    await isSignedOut(tablet);
    expect(await phone.reads(`mutation { removeOtherTrustedDevices }`)).toEqual({ removeOtherTrustedDevices: 0 });
  });

  it("needs the password again ten minutes after it was given", async () => {
    const { phone, tablet, idOf, later } = await twoDevices();
    const id = await idOf(tablet);
    await later(10 * MINUTE + SECOND);
    the("SignedIn", await phone.refreshes());

    await expect(phone.removes(id)).rejects.toThrow("REAUTHENTICATION_REQUIRED");
    the("Reauthenticated", await phone.reauthenticates());
    the("TrustedDeviceRemoved", await phone.removes(id));
  });
});

describe("the list of trusted devices", () => {
  it("names each, its app, where it was last, and whether it listens", async () => {
    const { phone } = await twoDevices();
    await phone.watchesRequests();
    const { me } = await phone.reads(`{ me { trustedDevices {
      name device { model } app { id } appVersion isCurrent online notifications lastLocation { countryCode }
    } } }`);

    const common = {
      device: { model: "Pixel 8" },
      app: { id: "kasa" },
      appVersion: "3.1.0",
      notifications: "NO_PUSH_TOKEN",
      lastLocation: { countryCode: "SE" },
    };
    expect(me.trustedDevices).toHaveLength(2);
    expect(me.trustedDevices).toContainEqual({ ...common, name: "phone", isCurrent: true, online: true });
    expect(me.trustedDevices).toContainEqual({ ...common, name: "a tablet", isCurrent: false, online: false });
  });

  it("says online while any line of the device is open, not only its newest or oldest", async () => {
    const { ada } = await world();
    const phone = await ada.trusts("phone");
    const [older, newer] = [await phone.watchesRequests(), await phone.watchesRequests()];
    await older.socket.close();
    const outcome = await ada.on("a new phone").isAsked();

    expect(outcome.challenge.method).toBe("APP_NOTIFICATION");
    expect((await newer.next()).kind).toBe("VerificationRequested");
  });

  it("shows the name that its owner gives; a foreign and an unknown device are not found alike", async () => {
    const { bob, phone, idOf } = await twoDevices();
    const bobs = await bob.trusts("phone");
    const rename = (deviceId: string, name = "My blue phone") =>
      phone.sends(
        `mutation ($deviceId: ID!, $name: String!) { renameTrustedDevice(deviceId: $deviceId, name: $name) { name } }`,
        { deviceId, name },
      );

    expect((await rename(await idOf(phone))).body.data).toEqual({ renameTrustedDevice: { name: "My blue phone" } });
    const [foreign, unknown] = [await rename(await idOf(bobs)), await rename("unknown")];
    expect(foreign.body).toEqual(unknown.body);
    expect(codeOf(unknown)).toBe("NOT_FOUND");
    for (const name of ["", "  ", "x".repeat(61), "two\nlines"])
      expect(codeOf(await rename(await idOf(phone), name))).toBe("BAD_USER_INPUT");
  });

  it("gives one device by id: one's own", async () => {
    const { bob, phone, idOf } = await twoDevices();
    const bobs = await bob.trusts("phone");
    const device = (id: string) => phone.sends(`query ($id: ID!) { trustedDevice(id: $id) { name } }`, { id });

    expect((await device(await idOf(phone))).body).toEqual({ data: { trustedDevice: { name: "phone" } } });
    expect((await device(await idOf(bobs))).body).toEqual((await device("unknown")).body);
  });
});
