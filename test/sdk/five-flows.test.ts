import { MeDocument, RemoveTrustedDeviceDocument } from "../../sdk/operations.ts";
import { MINUTE, world, wrong } from "../world.ts";
import { be, isOnline, joins, next, turnsOnTwoStep } from "../world/app.ts";
import { until } from "../world/until.ts";

/** Ada's app on a phone that she trusts. */
const trustedWorld = async () => {
  const here = await world();
  const { ada } = here;
  const phone = ada.app("phone");
  await joins(phone, ada);
  await turnsOnTwoStep(phone, ada);
  return { ...here, phone };
};

describe("the client library", () => {
  it("1: joins, and keeps what it is given", async () => {
    const { ada, phone } = await trustedWorld();
    expect(await phone.kept()).toEqual({
      accessToken: expect.any(String),
      refreshToken: expect.any(String),
      deviceToken: expect.any(String),
    });
    expect((await phone.ask(MeDocument, { first: 1 })).me).toMatchObject({ email: ada.email });
    // By its device token the second step is skipped.
    be("SignedIn", await phone.signIn(ada));
    be("InvalidCredentials", await phone.signIn({ ...ada, password: "wrong on purpose 1" }));
  });

  it("2: signs a new device in by a code, step by step", async () => {
    const { ada } = await trustedWorld();
    const laptop = ada.app("a laptop");
    const flow = laptop.codeFlow(be("VerificationRequired", await laptop.signIn(ada)));
    const code = await ada.mailbox.code("verification code");

    await flow.submit(wrong(code));
    await flow.send("EMAIL");
    await flow.submit(code);
    const steps: string[] = [];
    for await (const step of flow) steps.push(step.__typename);
    expect(steps).toEqual(["CodeIncorrect", "ResendTooSoon", "SignedIn"]);
    expect((await laptop.ask(MeDocument, { first: 1 })).me).toMatchObject({ email: ada.email });
    expect((await laptop.kept()).deviceToken).toEqual(expect.any(String));
  });

  it("3 and 4: shows a number that a trusted device is told, and is in", async () => {
    const { ada, phone } = await trustedWorld();
    const requests = phone.requests();
    await isOnline(phone);
    const laptop = ada.app("a laptop");
    const flow = laptop.numberFlow(be("VerificationRequired", await laptop.signIn(ada)));
    expect(flow.matchNumber).toMatch(/^\d\d$/);
    expect(await next(flow, "VerificationChallenge")).toMatchObject({ status: "PENDING" });

    const { request } = await next(requests, "VerificationRequested");
    expect(request).toMatchObject({ asksForNumber: true, device: { name: "a laptop" }, accountEmail: ada.email });
    be("VerificationSettled", await phone.approve(request.id, flow.matchNumber ?? ""));

    const steps: string[] = [];
    for await (const step of flow) steps.push(step.__typename);
    expect(steps).toEqual(["VerificationChallenge", "SignedIn"]);
    expect(await next(requests, "VerificationSettled")).toMatchObject({ requestId: request.id });
    expect((await laptop.ask(MeDocument, { first: 1 })).me).toMatchObject({ email: ada.email });
  });

  it("4: a trusted device says no, and the new one hears it", async () => {
    const { ada, phone } = await trustedWorld();
    const requests = phone.requests();
    await isOnline(phone);
    const laptop = ada.app("a laptop");
    const flow = laptop.numberFlow(be("VerificationRequired", await laptop.signIn(ada)));
    const { request } = await next(requests, "VerificationRequested");
    be("VerificationSettled", await phone.deny(request.id, "CANCELLED"));

    const standings: string[] = [];
    for await (const step of flow) standings.push(be("VerificationChallenge", step).status);
    expect(standings.at(-1)).toBe("DENIED");
    expect((await laptop.kept()).accessToken).toBeNull();
  });

  it("5: stays signed in, with one refresh for all that ask at once", async () => {
    const { ada, phone, later } = await trustedWorld();
    await later(11 * MINUTE);
    phone.sent.length = 0;
    const answers = await Promise.all(Array.from({ length: 8 }, () => phone.ask(MeDocument, { first: 1 })));
    for (const { me } of answers) expect(me).not.toBeNull();
    expect(phone.sent.filter((it) => it === "RefreshSession")).toHaveLength(1);

    // Another start of the app, with what it kept: an access token of unknown age is renewed first.
    const again = ada.app("phone", { app: phone.client, storage: phone.storage });
    expect((await again.ask(MeDocument, { first: 1 })).me).not.toBeNull();
    expect(again.sent).toEqual(["RefreshSession", "Me"]);
  });

  it("5: goes on listening where somebody signs in anew, which ends the session before", async () => {
    const { ada, phone } = await trustedWorld();
    const requests = phone.requests();
    await isOnline(phone);
    be("SignedIn", await phone.signIn(ada));
    await until(async () => phone.closes.includes(4403));
    await isOnline(phone);
    be("VerificationRequired", await ada.app("a laptop").signIn(ada));
    expect(await next(requests, "VerificationRequested")).toMatchObject({ request: { device: { name: "a laptop" } } });
    expect(phone.ended).toEqual([]);
  });

  it("5: hears that its session was ended, and forgets it", async () => {
    const { ada, phone } = await trustedWorld();
    const laptop = ada.app("a laptop");
    const flow = laptop.codeFlow(be("VerificationRequired", await laptop.signIn(ada)));
    await flow.submit(await ada.mailbox.code("verification code"));
    const requests = laptop.requests();
    await isOnline(laptop);

    const { me } = await phone.ask(MeDocument, { first: 1 });
    const deviceId = me?.trustedDevices.find(({ name }) => name === "a laptop")?.id ?? "";
    be("TrustedDeviceRemoved", (await phone.ask(RemoveTrustedDeviceDocument, { deviceId })).removeTrustedDevice);

    await expect(requests.next()).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    expect(laptop.closes).toContain(4403);
    // Without another word from the app.
    await until(async () => laptop.ended.length > 0);
    expect(laptop.ended).toEqual(["DEVICE_REMOVED"]);
    expect(await laptop.ask(MeDocument, { first: 1 })).toEqual({ me: null });
    expect(await laptop.kept()).toMatchObject({ accessToken: null, refreshToken: null });
  });
});
