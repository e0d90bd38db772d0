import {
  ConfirmTwoStepVerificationDocument,
  EnableTwoStepVerificationDocument,
  MeDocument,
  RemoveTrustedDeviceDocument,
} from "../../sdk/operations.ts";
import { MINUTE, PASSWORD, world, wrong, type Person } from "../world.ts";
import { appAt, be, clientOn, isOnline, next, type App } from "../world/app.ts";
import { until } from "../world/until.ts";

const apps: App[] = [];
afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close()));
});

/** Ada's app on a phone that she trusts. */
const trustedWorld = async () => {
  const here = await world();
  const { ada, server } = here;
  const app = (name: string, more: Parameters<typeof appAt>[1] = {}): App => {
    const it = appAt(server.url, { name, app: clientOn(name), ...more });
    apps.push(it);
    return it;
  };
  const client = clientOn("phone");
  const phone = app("phone", { app: client });
  await joins(phone, ada);
  const { enableTwoStepVerification: flow } = await phone.ask(EnableTwoStepVerificationDocument, {});
  const input = { ticket: be("FlowStarted", flow).ticket, code: await ada.mailbox.code("verification code") };
  be("TwoStepEnabled", (await phone.ask(ConfirmTwoStepVerificationDocument, { input })).confirmTwoStepVerification);
  const credentials = { email: ada.email, password: PASSWORD };
  return { ...here, app, client, phone, credentials };
};

const joins = async (app: App, { email, mailbox }: Person) => {
  be("EmailConfirmationSent", await app.signUp({ email, password: PASSWORD }));
  return be("SignedIn", await app.confirmEmail({ email, code: await mailbox.code("Confirm your address") }));
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
    be("SignedIn", await phone.signIn({ email: ada.email, password: PASSWORD }));
    be("InvalidCredentials", await phone.signIn({ email: ada.email, password: "wrong on purpose 1" }));
  });

  it("2: signs a new device in by a code, step by step", async () => {
    const { ada, app, credentials } = await trustedWorld();
    const laptop = app("a laptop");
    const flow = laptop.codeFlow(be("VerificationRequired", await laptop.signIn(credentials)));
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
    const { ada, app, phone, credentials } = await trustedWorld();
    const requests = phone.requests();
    await isOnline(phone);
    const laptop = app("a laptop");
    const flow = laptop.numberFlow(be("VerificationRequired", await laptop.signIn(credentials)));
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
    const { app, phone, credentials } = await trustedWorld();
    const requests = phone.requests();
    await isOnline(phone);
    const laptop = app("a laptop");
    const flow = laptop.numberFlow(be("VerificationRequired", await laptop.signIn(credentials)));
    const { request } = await next(requests, "VerificationRequested");
    be("VerificationSettled", await phone.deny(request.id, "CANCELLED"));

    const standings: string[] = [];
    for await (const step of flow) standings.push(be("VerificationChallenge", step).status);
    expect(standings.at(-1)).toBe("DENIED");
    expect((await laptop.kept()).accessToken).toBeNull();
  });

  it("5: stays signed in, with one refresh for all that ask at once", async () => {
    const { app, client, phone, later } = await trustedWorld();
    await later(11 * MINUTE);
    phone.sent.length = 0;
    const answers = await Promise.all(Array.from({ length: 8 }, () => phone.ask(MeDocument, { first: 1 })));
    for (const { me } of answers) expect(me).not.toBeNull();
    expect(phone.sent.filter((it) => it === "RefreshSession")).toHaveLength(1);

    // Another start of the app, with what it kept: an access token of unknown age is renewed first.
    const again = app("phone", { app: client, storage: phone.storage });
    expect((await again.ask(MeDocument, { first: 1 })).me).not.toBeNull();
    expect(again.sent).toEqual(["RefreshSession", "Me"]);
  });

  it("5: hears that its session was ended, and forgets it", async () => {
    const { app, phone, credentials, ada } = await trustedWorld();
    const laptop = app("a laptop");
    const flow = laptop.codeFlow(be("VerificationRequired", await laptop.signIn(credentials)));
    await flow.submit(await ada.mailbox.code("verification code"));
    const requests = laptop.requests();
    await isOnline(laptop);

    const { me } = await phone.ask(MeDocument, { first: 1 });
    const deviceId = me?.trustedDevices.find(({ name }) => name === "a laptop")?.id ?? "";
    be("TrustedDeviceRemoved", (await phone.ask(RemoveTrustedDeviceDocument, { deviceId })).removeTrustedDevice);

    await expect(requests.next()).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    expect(laptop.closes).toContain(4403);
    await until(async () =>
      laptop.ask(MeDocument, { first: 1 }).then(
        ({ me: who }) => who === null,
        () => false,
      ),
    );
    expect(laptop.ended).toEqual(["DEVICE_REMOVED"]);
    expect(await laptop.kept()).toMatchObject({ accessToken: null, refreshToken: null });
  });
});
