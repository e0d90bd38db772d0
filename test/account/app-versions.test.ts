import { DAY, HOUR, world } from "../world.ts";
import { the } from "../world/results.ts";

const AGINET = (appVersion: string) => ({ appId: "aginet", appVersion });
const IMPACT = `{ twoStepImpact { app { id } appVersion minimumVersion device { name } lastSeenAt } }`;
const ROWS = `{ me { loginActivity(filter: { kinds: [SIGN_IN_REFUSED_OLD_APP] }) { edges { node {
  kind appVersion app { id } device { name } risks
} } } } }`;

describe("an app that can't do two-step verification", () => {
  it.each([
    ["2.2.9", false],
    ["2.3.0-rc.1", false],
    ["2.3.0", true],
    ["2.3.0+build.7", true],
    ["2.10.0-beta", true],
    ["2.10.0", true],
    ["10.0.0", true],
  ])("is told apart by its version: %s", async (version, canDoIt) => {
    const { ada } = await world();
    await ada.trusts("phone");
    const answer = await ada.on("a new phone", AGINET(version)).signsIn();
    expect(answer.kind).toBe(canDoIt ? "VerificationRequired" : "AppUpdateRequired");
  });

  it("is refused after the right password alone, with one letter a day and app to the owner", async () => {
    const { ada, later } = await world();
    const phone = await ada.trusts("phone");
    const old = ada.on("an old phone", AGINET("2.2.9"));
    const letters = async () => (await ada.mailbox.subjects()).filter((it) => it === "Update Aginet to sign in").length;

    expect(await old.signsIn({ password: "wrong on purpose 1" })).toMatchObject({ kind: "InvalidCredentials" });
    const tries = await Promise.all([1, 2, 3].map(() => old.signsIn()));
    for (const it of tries) expect(it).toMatchObject({ kind: "AppUpdateRequired", minimumVersion: "2.3.0" });
    const { text } = await ada.mailbox.letter("Update Aginet to sign in");
    expect(text).toContain("Aginet 2.2.9");
    expect(text).toContain("an old phone");
    expect(text).toContain("2.3.0 or newer");

    await later(HOUR);
    expect(await old.signsIn()).toMatchObject({ kind: "AppUpdateRequired" });
    expect(await letters()).toBe(1);
    await later(DAY);
    expect(await old.signsIn()).toMatchObject({ kind: "AppUpdateRequired" });
    await ada.mailbox.letter("Update Aginet to sign in");
    expect(await letters()).toBe(2);

    the("SignedIn", await phone.signsIn());
    const { me } = await phone.reads(ROWS);
    expect(me.loginActivity.edges).toHaveLength(5);
    expect(me.loginActivity.edges[0].node).toMatchObject({
      appVersion: "2.2.9",
      app: { id: "aginet" },
      device: { name: "an old phone" },
      risks: expect.arrayContaining(["OLD_APP"]),
    });
  });

  it("is shown before, keeps its session after, and is refused at its next sign-in", async () => {
    const { ada } = await world();
    const phone = await ada.joinsOn("phone");
    const old = ada.on("an old phone", AGINET("2.2.9"));
    the("SignedIn", await old.signsIn());
    the("SignedIn", await ada.on("a newer phone", AGINET("2.4.0")).signsIn());

    expect((await phone.reads(IMPACT)).twoStepImpact).toEqual([
      {
        app: { id: "aginet" },
        appVersion: "2.2.9",
        minimumVersion: "2.3.0",
        device: { name: "an old phone" },
        lastSeenAt: expect.any(String),
      },
    ]);
    the("SignedIn", await phone.signsIn());
    await phone.turnsOnTwoStep();

    expect(await old.reads(`{ me { email } }`)).toEqual({ me: { email: ada.email } });
    the("SignedIn", await old.refreshes());
    expect(await old.signsIn()).toMatchObject({ kind: "AppUpdateRequired", app: { id: "aginet" } });
    // It updates, says so, and is asked for a code like any other.
    the("SignedIn", await old.refreshes(undefined, { ...old.client, appVersion: "2.3.0" }));
    expect((await phone.reads(IMPACT)).twoStepImpact).toEqual([]);
  });

  it.each([
    [{ appVersion: "2.3" }, "input.client.appVersion"],
    [{ appVersion: "v2.3.0" }, "input.client.appVersion"],
    [{ appVersion: " 2.3.0" }, "input.client.appVersion"],
    [{ appVersion: "latest" }, "input.client.appVersion"],
    [{ appVersion: "" }, "input.client.appVersion"],
    [{ appVersion: `1.0.${"0".repeat(80)}1` }, "input.client.appVersion"],
    [{ appId: "emacs" }, "input.client.appId"],
    [{ appId: "" }, "input.client.appId"],
  ])("that says %j is refused, by the name of the field", async (options, field) => {
    const { ada } = await world();
    const { body } = await ada
      .on("a phone", options)
      .sends(`mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }`, {
        input: { email: ada.email, password: "x", client: ada.on("a phone", options).client },
      });
    expect(body.errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT", field } }]);
  });
});

describe("an app that says of itself what can't be", () => {
  const SIGN_UP = `mutation ($client: ClientInput!) {
    signUp(input: { email: "ada@example.com", password: "horse staple orbit lantern", client: $client }) { __typename }
  }`;
  const CONFIRM = `mutation ($client: ClientInput!) {
    confirmEmail(input: { email: "ada@example.com", code: "123456", client: $client }) { __typename }
  }`;
  const REFRESH = `mutation ($client: ClientInput!) {
    refreshSession(refreshToken: "x", client: $client) { __typename }
  }`;

  it.each([
    ["signUp", "input.client", SIGN_UP],
    ["confirmEmail", "input.client", CONFIRM],
    ["refreshSession", "client", REFRESH],
  ])("is told by %s which field it is", async (_, path, query) => {
    const { ada, stranger } = await world();
    const { client } = ada.on("a phone");
    for (const [wrong, field] of [
      [{ appVersion: "2.3" }, "appVersion"],
      [{ appId: "emacs" }, "appId"],
    ] as const) {
      const { body } = await stranger(query, { variables: { client: { ...client, ...wrong } } });
      expect(body.errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT", field: `${path}.${field}` } }]);
    }
  });
});

describe("an app with two-step verification on by default", () => {
  const STATE = `{ me { loginSecurity { twoStepVerification { enabled availability } } trustedDevices { isCurrent } } }`;

  it("starts a new account with it, and with the confirming installation trusted", async () => {
    const { ada } = await world();
    const phone = ada.on("phone", AGINET("2.3.0"));
    expect(await phone.joins()).toMatchObject({ deviceToken: expect.any(String) });
    expect((await phone.reads(STATE)).me).toEqual({
      loginSecurity: { twoStepVerification: { enabled: true, availability: "AVAILABLE" } },
      trustedDevices: [{ isCurrent: true }],
    });
    expect(await phone.activity()).toEqual(expect.arrayContaining(["TWO_STEP_ENABLED", "DEVICE_TRUSTED"]));
    expect(await ada.on("another").signsIn()).toMatchObject({ kind: "VerificationRequired" });
  });

  it.each(["2.2.9", "2.3.0-beta.1"])("does not where %s could not be let in again", async (version) => {
    const { ada } = await world();
    const phone = await ada.joinsOn("phone", AGINET(version));
    expect((await phone.reads(STATE)).me).toMatchObject({
      loginSecurity: { twoStepVerification: { enabled: false } },
      trustedDevices: [],
    });
  });
});
