import { DAY, HOUR, MINUTE, SECOND, world, wrong, type Person } from "../world.ts";
import { codeOf } from "../world/api.ts";
import { IN_AMERICA, IN_SWEDEN, ON_THE_ROAD, type Device } from "../world/device.ts";
import * as documents from "../world/documents.ts";
import { runProgram } from "../world/programs.ts";
import { the } from "../world/results.ts";
import { isSignedOut } from "../world/signed-out.ts";

type World = Awaited<ReturnType<typeof world>>;

const NOTICE = expect.stringContaining("not from GPS");

/** The ten steps in order: each goes on from where the one before left ada. */
describe("letting a new device in by a trusted one", () => {
  let [here, ada, phone, newPhone] = [] as unknown as [World, Person, Device, Device];
  let requests: Awaited<ReturnType<Device["watchesRequests"]>>;

  beforeAll(async () => {
    here = await world();
    ({ ada } = here);
    phone = ada.on("Ada's phone");
    newPhone = ada.on("Ada's new phone", { ip: IN_AMERICA });
  });

  it("1: ada signs up, and the code that she is mailed signs her in", async () => {
    const sent = the("EmailConfirmationSent", await phone.signsUp());
    expect(sent).toMatchObject({ email: ada.email, sender: "no-reply@countersign.local" });

    const letter = await ada.mailbox.letter("Confirm your address");
    const [code = ""] = /\b\d{6}\b/.exec(letter.text) ?? [];
    expect(letter).toMatchObject({ kind: "mail", to: ada.email, html: expect.stringContaining(code) });

    const signedIn = the("SignedIn", await phone.confirms(code));
    expect(signedIn).toMatchObject({ deviceToken: null, account: { email: ada.email }, session: { isCurrent: true } });
  });

  it("2: turning on two-step verification asks for a mailed code, and makes her phone trusted", async () => {
    const flow = the("FlowStarted", await phone.startsTwoStep());
    expect(flow.challenge).toMatchObject({ purpose: "ENABLE_TWO_STEP", method: "EMAIL", codeLength: 6 });

    const enabled = the("TwoStepEnabled", await phone.confirmsTwoStep(flow.ticket, await ada.mailbox.code()));
    expect(enabled.deviceToken).toEqual(expect.any(String));
    phone.kept.deviceToken = enabled.deviceToken;
    expect(await phone.trustedDevices()).toMatchObject([{ name: "Ada's phone", isCurrent: true }]);
    await ada.mailbox.letter("Two-step verification was turned on");
  });

  it("3: her phone opens its live line", async () => {
    requests = await phone.watchesRequests();
    expect(requests.unread()).toEqual([]);
  });

  it("4: the password on a new phone is not enough, and her phone shows the code, who asks and where from", async () => {
    const asked = await newPhone.isAsked();
    expect(asked.challenge).toMatchObject({
      purpose: "SIGN_IN",
      status: "PENDING",
      method: "APP_NOTIFICATION",
      methods: [{ method: "APP_NOTIFICATION" }, { method: "EMAIL" }],
      attemptsRemaining: 5,
    });

    const { kind, request } = await requests.next();
    expect(kind).toBe("VerificationRequested");
    expect(request).toEqual({
      id: asked.challenge.id,
      purpose: "SIGN_IN",
      accountEmail: ada.email,
      asksForNumber: true,
      code: expect.stringMatching(/^\d{6}$/),
      app: { id: "kasa", name: "Kasa" },
      device: { name: "Ada's new phone", model: "Pixel 8", osName: "Android", osVersion: "15" },
      ipAddress: IN_AMERICA,
      location: {
        city: "San Jose",
        region: "California",
        countryCode: "US",
        provider: expect.stringContaining("Comcast"),
        network: "FIXED",
        notice: NOTICE,
      },
      requestedAt: expect.any(String),
      expiresAt: expect.any(String),
      risks: expect.arrayContaining(["NEW_DEVICE", "NEW_COUNTRY", "NEW_PROVIDER"]),
    });
    expect(Date.parse(request.expiresAt) - Date.parse(request.requestedAt)).toBe(5 * MINUTE);
  });

  it("5: the code typed there signs it in, trusted, and takes the prompt off her phone", async () => {
    const asked = await newPhone.isAsked();
    const [settled, { request }] = [await requests.next(), await requests.next()];
    expect(settled).toMatchObject({ kind: "VerificationSettled", status: "CANCELLED" });

    const signedIn = the("SignedIn", await newPhone.submits(asked.ticket, request.code));
    expect(signedIn).toMatchObject({ deviceToken: expect.any(String), account: { email: ada.email } });
    expect(await requests.next()).toEqual({
      kind: "VerificationSettled",
      requestId: asked.challenge.id,
      status: "COMPLETED",
    });
    expect((await ada.mailbox.letter("New sign-in to your account")).text).toContain("App: Kasa 3.1.0");

    const again = await newPhone.submits(asked.ticket, request.code);
    expect(again).toMatchObject({ kind: "ChallengeClosed", status: "COMPLETED" });
  });

  it("5: a wrong code is refused, and after five of them the right one as well", async () => {
    const tablet = ada.on("a tablet");
    const { ticket } = await tablet.isAsked();
    const { request } = await requests.next();
    for (const attemptsRemaining of [4, 3, 2, 1, 0])
      expect(await tablet.submits(ticket, wrong(request.code))).toMatchObject({
        kind: "CodeIncorrect",
        attemptsRemaining,
      });
    expect(await requests.next()).toMatchObject({ kind: "VerificationSettled", status: "LOCKED" });
    expect(await tablet.submits(ticket, request.code)).toMatchObject({ kind: "ChallengeClosed", status: "LOCKED" });
  });

  it("5: a code that has expired is refused, and the prompt goes away by itself", async () => {
    const tablet = ada.on("a tablet");
    const { ticket } = await tablet.isAsked();
    const { request } = await requests.next();
    await here.later(5 * MINUTE + SECOND);
    expect(await requests.next()).toMatchObject({ requestId: request.id, status: "EXPIRED" });
    expect(await tablet.submits(ticket, request.code)).toMatchObject({ kind: "CodeIncorrect", attemptsRemaining: 4 });

    // Her phone stays connected beyond its first token, as an app does.
    the("SignedIn", await phone.refreshes());
    expect(await requests.socket.renews(phone.kept.accessToken ?? "")).toBe(true);
    await here.later(5 * MINUTE);
    expect(await tablet.submits(ticket, request.code)).toMatchObject({ kind: "ChallengeClosed", status: "EXPIRED" });
  });

  it("6: did not receive a code? The same flow mails one, and that works instead", async () => {
    // Three requests that nobody completed are enough for an hour.
    await here.later(HOUR);
    await phone.refreshes();
    requests = await phone.watchesRequests();
    const laptop = ada.on("a laptop", { appId: "portal", ip: ON_THE_ROAD });
    const { ticket, challenge } = await laptop.isAsked();
    expect(challenge.deliveries[0]?.advice).toContain("Send the code by email instead.");

    const { challenge: now } = the("CodeSent", await laptop.asksForCode(ticket, "EMAIL"));
    expect(now).toMatchObject({ id: challenge.id, method: "EMAIL" });
    expect(now.methods).toContainEqual({
      method: "EMAIL",
      destination: expect.stringMatching(/^a\*{3}@example\.com$/),
    });
    const signedIn = the("SignedIn", await laptop.submits(ticket, await ada.mailbox.code("verification code")));
    // The portal trusts a browser only where somebody says so.
    expect(signedIn.deviceToken).toBeNull();
  });

  it("7: her trusted phone signs in again with its device token, and no code", async () => {
    the("SignedIn", await phone.signsIn());
    expect(phone.kept.deviceToken).toEqual(expect.any(String));
  });

  it("8: removing the new phone logs it out within a second, for good", async () => {
    the("SignedIn", await newPhone.signsIn());
    const line = await newPhone.opensSocket();
    const farewell = line.watches(documents.SESSION_ENDED);
    const sessionId = newPhone.kept.sessionId;
    expect(await newPhone.reads(`{ me { email } }`)).toEqual({ me: { email: ada.email } });

    const device = (await phone.trustedDevices()).find(({ name }) => name === "Ada's new phone");
    expect(await phone.removes(device?.id ?? "")).toMatchObject({ kind: "TrustedDeviceRemoved", sessionsEnded: 1 });

    expect(await farewell.next()).toMatchObject({ kind: "SessionEnded", sessionId, reason: "DEVICE_REMOVED" });
    expect(await line.closed).toMatchObject({ code: 4403 });
    await isSignedOut(newPhone);
    expect(await newPhone.refreshes()).toMatchObject({ kind: "SessionEnded", sessionId, reason: "DEVICE_REMOVED" });
    expect(await newPhone.signsIn()).toMatchObject({ kind: "VerificationRequired" });
  });

  it("9: her activity tells all of it, newest first, with place, provider and notice", async () => {
    const { me } = await phone.reads(`{ me { loginActivity(first: 100) {
      edges { node { kind at ipAddress method device { name } app { id } risks
        location { city countryCode provider network notice } } }
      pageInfo { hasNextPage }
    } } }`);
    type Row = { kind: string; at: string; ipAddress: string; device: { name: string }; location: object };
    const rows: Row[] = me.loginActivity.edges.map(({ node }: { node: Row }) => node);

    const times = rows.map(({ at }) => Date.parse(at));
    expect(times).toEqual([...times].sort((a, b) => b - a));
    expect(rows.slice(0, 2).map(({ kind }) => kind)).toEqual(["VERIFICATION_REQUESTED", "DEVICE_REMOVED"]);
    expect(
      rows
        .slice(-2)
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(["EMAIL_CONFIRMED", "SIGNED_UP"].sort());
    for (const kind of [
      "SIGNED_IN",
      "TWO_STEP_ENABLED",
      "DEVICE_TRUSTED",
      "VERIFICATION_FAILED",
      "VERIFICATION_LOCKED",
    ])
      expect(rows).toContainEqual(expect.objectContaining({ kind }));
    expect(rows.find(({ device }) => device.name === "Ada's new phone")).toMatchObject({
      ipAddress: IN_AMERICA,
      location: { countryCode: "US", provider: expect.stringContaining("Comcast"), notice: NOTICE },
    });
    expect(rows.find(({ device }) => device.name === "Ada's phone")).toMatchObject({
      ipAddress: IN_SWEDEN,
      location: { countryCode: "SE", provider: expect.stringContaining("Telia"), notice: NOTICE },
    });
    expect(rows.find(({ device }) => device.name === "a laptop")).toMatchObject({ location: { network: "CELLULAR" } });
  });

  it("9: one query reads parts of all four subgraphs", async () => {
    const { me } = await phone.reads(`{ me {
      email sessions { isCurrent app { name } trustedDevice { name isCurrent } }
      loginSecurity { twoStepVerification { enabled } }
      trustedDevices { name notifications app { name } }
      loginActivity(first: 1) { edges { node { kind account { id email } app { name } } } }
    } }`);
    expect(me).toMatchObject({
      email: ada.email,
      loginSecurity: { twoStepVerification: { enabled: true } },
      trustedDevices: [{ name: "Ada's phone", notifications: "NO_PUSH_TOKEN", app: { name: "Kasa" } }],
      loginActivity: { edges: [{ node: { account: { email: ada.email }, app: { name: "Kasa" } } }] },
    });
    expect(me.sessions).toContainEqual({
      isCurrent: true,
      app: { name: "Kasa" },
      trustedDevice: { name: "Ada's phone", isCurrent: true },
    });
  });

  it("10: an analyst reads everybody's activity, cut to what analysts may see; ada may not", async () => {
    const query = `{ loginActivities(first: 100) { edges { node {
      kind ipAddress account { id } device { name model } location { countryCode provider } } } } }`;
    expect(codeOf(await phone.sends(query))).toBe("FORBIDDEN");

    const analyst = await here.bob.trusts("the analyst's phone");
    expect(codeOf(await analyst.sends(query))).toBe("FORBIDDEN");
    const grant = await runProgram("gateway/admin.ts", ["grant", "analyst", here.bob.email], here.server.env);
    expect(grant).toMatchObject({ code: 0, errors: "" });
    the("SignedIn", await analyst.signsIn());

    const { me } = await phone.reads(`{ me { id } }`);
    const { loginActivities } = await analyst.reads(query);
    type Row = { node: { account: { id: string } | null } };
    const adas = loginActivities.edges.filter(({ node }: Row) => node.account?.id === me.id);
    expect(adas.length).toBeGreaterThan(10);
    expect(adas[0].node).toEqual({
      kind: "VERIFICATION_REQUESTED",
      ipAddress: "98.207.1.0/24",
      account: { id: me.id },
      device: { name: "Pixel 8", model: "Pixel 8" },
      location: { countryCode: "US", provider: expect.stringContaining("Comcast") },
    });
    expect(JSON.stringify(loginActivities)).not.toContain("Ada's");
    const more = await analyst.sends(`{ loginActivities { edges { node { account { email } } } } }`);
    expect(JSON.stringify(more.body)).not.toContain(ada.email);
  });

  it("all along: no code, token, password or address stood in the log, which told of every operation", async () => {
    const secrets = [...Object.values(phone.kept), ...Object.values(newPhone.kept)].filter((it) => it !== null);
    const letters = (await here.inbox()).flatMap(({ text }) => text.match(/\b\d{6}\b/g) ?? []);
    const log = here.server.log();
    for (const secret of [...secrets, ...letters, "horse staple orbit lantern", ada.email, IN_AMERICA, IN_SWEDEN])
      expect(log).not.toContain(secret);
    const lines = log.split("\n").filter((it) => it.includes(`"operation"`));
    expect(lines.map((it) => JSON.parse(it))).toContainEqual(
      expect.objectContaining({ requestId: expect.any(String), fields: ["signIn"], codes: [], ms: expect.any(Number) }),
    );
  });

  it("a year later her phone is a stranger again", async () => {
    await here.later(366 * DAY);
    expect(await phone.signsIn()).toMatchObject({ kind: "VerificationRequired" });
  });
});
