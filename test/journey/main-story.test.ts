import {
  ConfirmTwoStepVerificationDocument,
  EnableTwoStepVerificationDocument,
  LoginActivitiesDocument,
  MeDocument,
  RemoveTrustedDeviceDocument,
  SessionEndedDocument,
  SubmitVerificationCodeDocument,
  TrustedDevicesDocument,
  TypedDocumentString,
  VerificationChallengeDocument,
} from "../../sdk/operations.ts";
import { DAY, HOUR, MINUTE, SECOND, world, wrong, type Person } from "../world.ts";
import { be, clientOn, isOnline, joins, next, turnsOnTwoStep, type App } from "../world/app.ts";
import { IN_AMERICA, IN_SWEDEN, ON_THE_ROAD } from "../world/device.ts";
import { within } from "../world/socket.ts";
import { until } from "../world/until.ts";

type World = Awaited<ReturnType<typeof world>>;

const NOTICE = expect.stringContaining("not from GPS");

/** A question that is not among the operations of the API's own apps. */
const asking = <Result>(query: string) => new TypedDocumentString<Result, Record<string, never>>(query);

/** The ten steps in order, in apps made with the client library: each goes on from where the one before left ada. */
describe("letting a new device in by a trusted one", () => {
  let [here, ada, phone, newPhone] = [] as unknown as [World, Person, App, App];
  let requests: ReturnType<App["requests"]>;

  beforeAll(async () => {
    here = await world();
    ({ ada } = here);
    phone = ada.app("Ada's phone");
    newPhone = ada.app("Ada's new phone", { ip: IN_AMERICA });
  });

  /** Signs in where a code is asked, and begins to type one. */
  const isAsked = async (app: App) => {
    const asked = be("VerificationRequired", await app.signIn(ada));
    return { ...asked, flow: app.codeFlow(asked) };
  };
  const request = async () => (await next(requests, "VerificationRequested")).request;
  const devices = async (app: App) => (await app.ask(TrustedDevicesDocument, {})).me?.trustedDevices ?? [];
  /** Its token ended, and it is back by itself. */
  const isBack = async (app: App, closesBefore: number) => {
    await until(async () => app.closes.length > closesBefore);
    expect(app.closes.at(-1)).toBe(4401);
    await isOnline(app);
  };

  it("1: ada signs up, and the code that she is mailed signs her in", async () => {
    const sent = be("EmailConfirmationSent", await phone.signUp(ada));
    expect(sent).toMatchObject({ email: ada.email, sender: "no-reply@countersign.local" });

    const letter = await ada.mailbox.letter("Confirm your address");
    const [code = ""] = /\b\d{6}\b/.exec(letter.text) ?? [];
    expect(letter).toMatchObject({ kind: "mail", to: ada.email, html: expect.stringContaining(code) });

    const signedIn = be("SignedIn", await phone.confirmEmail({ email: ada.email, code }));
    expect(signedIn).toMatchObject({ deviceToken: null, account: { email: ada.email } });
    expect((await phone.ask(MeDocument, { first: 1 })).me?.sessions).toMatchObject([{ isCurrent: true }]);
  });

  it("2: turning on two-step verification asks for a mailed code, and makes her phone trusted", async () => {
    const { enableTwoStepVerification } = await phone.ask(EnableTwoStepVerificationDocument, {});
    const flow = be("FlowStarted", enableTwoStepVerification);
    expect(flow.challenge).toMatchObject({ method: "EMAIL", deliveries: [{ method: "EMAIL" }] });

    const input = { ticket: flow.ticket, code: await ada.mailbox.code() };
    const { confirmTwoStepVerification } = await phone.ask(ConfirmTwoStepVerificationDocument, { input });
    expect(be("TwoStepEnabled", confirmTwoStepVerification).deviceToken).toEqual(expect.any(String));
    expect(await devices(phone)).toMatchObject([{ name: "Ada's phone", isCurrent: true }]);
    await ada.mailbox.letter("Two-step verification was turned on");
  });

  it("3: her phone opens its live line", async () => {
    requests = phone.requests();
    await isOnline(phone);
  });

  it("4: the password on a new phone is not enough, and her phone shows the code, who asks and where from", async () => {
    const { challenge } = await isAsked(newPhone);
    expect(challenge).toMatchObject({
      method: "APP_NOTIFICATION",
      methods: [{ method: "APP_NOTIFICATION" }, { method: "EMAIL" }],
      codeLength: 6,
      attemptsRemaining: 5,
    });

    const shown = await request();
    expect(shown).toEqual({
      id: expect.any(String),
      purpose: "SIGN_IN",
      accountEmail: ada.email,
      asksForNumber: true,
      code: expect.stringMatching(/^\d{6}$/),
      app: { name: "Kasa" },
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
      riskReasons: expect.any(Array),
    });
    expect(Date.parse(shown.expiresAt) - Date.parse(shown.requestedAt)).toBe(5 * MINUTE);
  });

  it("5: the code typed there signs it in, trusted, and takes the prompt off her phone", async () => {
    const { ticket, flow } = await isAsked(newPhone);
    expect(await next(requests, "VerificationSettled")).toMatchObject({ status: "CANCELLED" });
    const { id, code } = await request();

    await flow.submit(code);
    const signedIn = await next(flow, "SignedIn");
    expect(signedIn).toMatchObject({ deviceToken: expect.any(String), account: { email: ada.email } });
    expect(await next(requests, "VerificationSettled")).toMatchObject({ requestId: id, status: "COMPLETED" });
    await ada.mailbox.letter("New sign-in to your account");

    const again = await newPhone.askAsStranger(SubmitVerificationCodeDocument, { input: { ticket, code } });
    expect(again.submitVerificationCode).toMatchObject({ __typename: "ChallengeClosed", status: "COMPLETED" });
  });

  it("5: a wrong code is refused, and after five of them the right one as well", async () => {
    const { flow } = await isAsked(ada.app("a tablet"));
    const { code } = await request();
    for (const attemptsRemaining of [4, 3, 2, 1, 0]) {
      await flow.submit(wrong(code));
      expect(await next(flow, "CodeIncorrect")).toMatchObject({ attemptsRemaining });
    }
    expect(await next(requests, "VerificationSettled")).toMatchObject({ status: "LOCKED" });
    await flow.submit(code);
    expect(await next(flow, "ChallengeClosed")).toMatchObject({ status: "LOCKED" });
  });

  it("5: a code that has expired is refused, and the prompt goes away by itself", async () => {
    const { flow } = await isAsked(ada.app("a tablet"));
    const { id, code } = await request();
    await here.later(5 * MINUTE + SECOND);
    expect(await next(requests, "VerificationSettled")).toMatchObject({ requestId: id, status: "EXPIRED" });
    await flow.submit(code);
    expect(await next(flow, "CodeIncorrect")).toMatchObject({ attemptsRemaining: 4 });

    // Her phone comes back with a fresh token, as often as it sleeps beyond its own.
    const { length } = phone.closes;
    await here.later(5 * MINUTE);
    await isBack(phone, length);
    await flow.submit(code);
    expect(await next(flow, "ChallengeClosed")).toMatchObject({ status: "EXPIRED" });
  });

  it("6: did not receive a code? The same flow mails one, and that works instead", async () => {
    // Three requests that nobody completed are enough for an hour.
    const { length } = phone.closes;
    await here.later(HOUR);
    await isBack(phone, length);

    const laptop = ada.app("a laptop", { app: clientOn("a laptop", { appId: "portal" }), ip: ON_THE_ROAD });
    const { ticket, challenge, flow } = await isAsked(laptop);
    expect(challenge.methods).toContainEqual({
      method: "EMAIL",
      destination: expect.stringMatching(/^a\*{3}@example\.com$/),
    });
    const standing = await laptop.askAsStranger(VerificationChallengeDocument, { ticket });
    expect(standing.verificationChallenge?.deliveries[0]?.advice).toContain("Send the code by email instead.");

    await flow.send("EMAIL");
    expect((await next(flow, "CodeSent")).challenge).toMatchObject({ method: "EMAIL" });
    await flow.submit(await ada.mailbox.code("verification code"));
    // The portal trusts a browser only where somebody says so.
    expect((await next(flow, "SignedIn")).deviceToken).toBeNull();
  });

  it("7: her trusted phone signs in again with its device token, and no code", async () => {
    be("SignedIn", await phone.signIn(ada));
    expect((await phone.kept()).deviceToken).toEqual(expect.any(String));
  });

  it("8: removing the new phone logs it out within a second, for good", async () => {
    const { session } = be("SignedIn", await newPhone.signIn(ada));
    const farewell = newPhone.events(SessionEndedDocument, {});
    const asked = newPhone.requests();
    await isOnline(newPhone);

    const deviceId = (await devices(phone)).find(({ name }) => name === "Ada's new phone")?.id ?? "";
    const { removeTrustedDevice } = await phone.ask(RemoveTrustedDeviceDocument, { deviceId });
    expect(be("TrustedDeviceRemoved", removeTrustedDevice)).toMatchObject({ sessionsEnded: 1 });
    await until(async () => newPhone.ended.length > 0, SECOND);

    expect((await within(farewell.next(), "no farewell came")).value).toMatchObject({
      sessionEnded: { sessionId: session.id, reason: "DEVICE_REMOVED" },
    });
    await expect(asked.next()).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    expect(newPhone.closes.at(-1)).toBe(4403);
    expect(newPhone.ended).toEqual(["DEVICE_REMOVED"]);
    expect(await newPhone.ask(MeDocument, { first: 1 })).toEqual({ me: null });
    be("VerificationRequired", await newPhone.signIn(ada));
  });

  it("9: her activity tells all of it, newest first, with place, provider and notice", async () => {
    const { me } = await phone.ask(MeDocument, { first: 100 });
    const rows = me?.loginActivity.edges.map(({ node }) => node) ?? [];

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
    const rowOf = (device: string) => rows.find((it) => it.device?.name === device);
    expect(rowOf("Ada's new phone")).toMatchObject({
      ipAddress: IN_AMERICA,
      location: { countryCode: "US", provider: expect.stringContaining("Comcast"), notice: NOTICE },
    });
    expect(rowOf("Ada's phone")).toMatchObject({
      ipAddress: IN_SWEDEN,
      location: { countryCode: "SE", provider: expect.stringContaining("Telia"), notice: NOTICE },
    });
    expect(rowOf("a laptop")).toMatchObject({ location: { network: "CELLULAR" } });
  });

  it("9: one query reads parts of all four subgraphs", async () => {
    const { me } = await phone.ask(
      asking<{ me: { sessions: object[] } }>(`{ me {
        email sessions { isCurrent app { name } trustedDevice { name isCurrent } }
        loginSecurity { twoStepVerification { enabled } }
        trustedDevices { name notifications app { name } }
        loginActivity(first: 1) { edges { node { kind account { id email } app { name } } } }
      } }`),
      {},
    );
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
    const { bob, admin } = here;
    const forbidden = (app: App) =>
      expect(app.ask(LoginActivitiesDocument, { first: 100 })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await forbidden(phone);

    const analyst = bob.app("the analyst's phone");
    await joins(analyst, bob);
    await turnsOnTwoStep(analyst, bob);
    await forbidden(analyst);
    expect(await admin("grant", "analyst", bob.email)).toMatchObject({ code: 0, errors: "" });
    be("SignedIn", await analyst.signIn(bob));

    const { me } = await phone.ask(MeDocument, { first: 1 });
    const { loginActivities } = await analyst.ask(LoginActivitiesDocument, { first: 100 });
    const adas = loginActivities.edges.filter(({ node }) => node.account?.id === me?.id);
    expect(adas.length).toBeGreaterThan(10);
    expect(adas[0]?.node).toMatchObject({
      kind: "VERIFICATION_REQUESTED",
      ipAddress: "98.207.1.0/24",
      account: { id: me?.id },
      device: { model: "Pixel 8" },
      location: { countryCode: "US", provider: expect.stringContaining("Comcast") },
    });

    const named = asking(`{ loginActivities(first: 100) { edges { node { device { name } } } } }`);
    expect(JSON.stringify(await analyst.ask(named, {}))).not.toContain("Ada's");
    const whose = asking(`{ loginActivities { edges { node { account { email } } } } }`);
    const refused = await analyst.ask(whose, {}).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: "FORBIDDEN" });
    expect(JSON.stringify(refused)).not.toContain(ada.email);
  });

  it("all along: no code, token, password or address stood in the log, which told of every operation", async () => {
    const kept = [await phone.kept(), await newPhone.kept()].flatMap((it) => Object.values<string | null>(it));
    const letters = (await here.inbox()).flatMap(({ text }) => text.match(/\b\d{6}\b/g) ?? []);
    const log = here.server.log();
    const secrets = [...kept.filter((it) => it !== null), ...letters, ada.password];
    for (const secret of [...secrets, ada.email, IN_AMERICA, IN_SWEDEN]) expect(log).not.toContain(secret);
    const lines = log.split("\n").filter((it) => it.includes(`"operation"`));
    expect(lines.map((it) => JSON.parse(it))).toContainEqual(
      expect.objectContaining({ requestId: expect.any(String), fields: ["signIn"], codes: [], ms: expect.any(Number) }),
    );
  });

  it("a year later her phone is a stranger again", async () => {
    await here.later(366 * DAY);
    be("VerificationRequired", await phone.signIn(ada));
  });
});
