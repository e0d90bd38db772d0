import { world } from "../world.ts";
import type { Device } from "../world/device.ts";
import { proofsOn, somewhere } from "../world/proofs.ts";
import { the } from "../world/results.ts";

const ALL = `{ me { loginSecurity { recommendations { kind message } } } }`;
const PUSH = `mutation ($input: RegisterPushTokenInput!) { registerPushToken(input: $input) { notifications } }`;

const PUSH_TOKEN = "a-token-of-a-phone:APA91b";
const DELIVERIES = `{ me { supportReport { deliveries { method advice } } } }`;

const given = async (device: Device): Promise<{ kind: string; message: string }[]> =>
  (await device.reads(ALL)).me.loginSecurity.recommendations;
const kinds = async (device: Device) => (await given(device)).map(({ kind }) => kind);

const trusting = async () => {
  const here = await world();
  const phone = await here.ada.trusts("Pixel 8", { ip: somewhere() });
  return { ...here, phone, proofs: proofsOn(phone, here.server.url) };
};

describe("what an account is advised", () => {
  it("is two-step verification while that is off, and nothing that needs it", async () => {
    const { ada } = await world();
    expect(await kinds(await ada.joinsOn("phone"))).toEqual(["ENABLE_TWO_STEP"]);
  });

  it("is recovery codes until there are some", async () => {
    const { phone, proofs } = await trusting();
    expect(await kinds(phone)).toContain("GENERATE_RECOVERY_CODES");
    await proofs.makesCodes();
    expect(await kinds(phone)).not.toContain("GENERATE_RECOVERY_CODES");
  });

  it("is to turn notifications on, by the name of the device where they are off", async () => {
    const { phone } = await trusting();
    expect(await kinds(phone)).toContain("TURN_ON_NOTIFICATIONS");
    await phone.reads(PUSH, { input: { token: PUSH_TOKEN, notificationsAllowed: false } });
    const off = (await given(phone)).find(({ kind }) => kind === "TURN_ON_NOTIFICATIONS");
    expect(off?.message).toContain("Pixel 8");

    await phone.reads(PUSH, { input: { token: PUSH_TOKEN, notificationsAllowed: true } });
    expect(await kinds(phone)).not.toContain("TURN_ON_NOTIFICATIONS");
  });

  it("is an authenticator once there is a phone, and then another on a second device", async () => {
    const { phone, proofs } = await trusting();
    expect(await kinds(phone)).not.toContain("ADD_AUTHENTICATOR");
    await proofs.hasPhone();
    // Before it is set up, and while there is one: what removing the number would take along.
    const before = (await given(phone)).find(({ kind }) => kind === "ADD_AUTHENTICATOR");
    expect(before?.message).toMatch(/removing the number turns it off/);

    await proofs.hasApp("Aegis", Date.now());
    const after = (await given(phone)).find(({ kind }) => kind === "ADD_AUTHENTICATOR_ON_ANOTHER_DEVICE");
    expect(after?.message).toMatch(/removing the number turns it off/);
    expect(await kinds(phone)).not.toContain("ADD_AUTHENTICATOR");
    await proofs.hasApp("Raivo", Date.now());
    expect(await kinds(phone)).not.toContain("ADD_AUTHENTICATOR_ON_ANOTHER_DEVICE");
  });

  it("is to update an app that could not sign in any more, by the name of its device", async () => {
    const { ada } = await world();
    const phone = await ada.joinsOn("phone");
    the("SignedIn", await ada.on("an old hub", { appId: "aginet", appVersion: "2.2.9" }).signsIn());
    expect(await kinds(phone)).not.toContain("UPDATE_APP");

    await phone.turnsOnTwoStep();
    expect((await given(phone)).find(({ kind }) => kind === "UPDATE_APP")?.message).toContain("an old hub");
  });

  it("is another password once somebody who knew it was turned away", async () => {
    const { ada, phone } = await trusting();
    const requests = await phone.watchesRequests();
    await ada.on("a stranger's phone", { ip: somewhere() }).isAsked();
    const { request } = await requests.next();
    expect(await kinds(phone)).not.toContain("CHANGE_PASSWORD");
    the("VerificationSettled", await phone.denies(request.id, "CANCELLED"));

    expect(await kinds(phone)).toContain("CHANGE_PASSWORD");
  });

  it("is to look through the trusted devices once they are more than five", async () => {
    const { ada, phone } = await trusting();
    for (let nth = 2; nth <= 6; nth += 1) {
      expect(await kinds(phone)).not.toContain("REVIEW_TRUSTED_DEVICES");
      const more = ada.on(`phone ${nth}`, { ip: somewhere() });
      const { ticket } = await more.isAsked();
      the("SignedIn", await more.submits(ticket, await ada.mailbox.code("verification code")));
    }
    expect(await kinds(phone)).toContain("REVIEW_TRUSTED_DEVICES");
  });
});

describe("what became of a code, told to the signed-in owner", () => {
  it("names the devices on which notifications are off, as nobody else is told", async () => {
    const { ada, phone } = await trusting();
    await phone.reads(PUSH, { input: { token: PUSH_TOKEN, notificationsAllowed: false } });
    const requests = await phone.watchesRequests();
    const stranger = ada.on("a new phone", { ip: somewhere() });
    const { challenge } = await stranger.isAsked();
    await requests.next();

    const { me } = await phone.reads(DELIVERIES);
    expect(JSON.stringify(me.supportReport.deliveries)).toContain("Pixel 8");
    expect(JSON.stringify(challenge.deliveries)).not.toContain("Pixel 8");
  });
});
