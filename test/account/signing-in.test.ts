import { MINUTE, PASSWORD, SECOND, world } from "../world.ts";
import { IN_AMERICA } from "../world/device.ts";
import * as documents from "../world/documents.ts";
import { the } from "../world/results.ts";

const WRONG = "not the password at all";

describe("signing in", () => {
  it("answers an unknown address and a wrong password with the same words", async () => {
    const { ada, bob } = await world();
    const phone = await ada.joinsOn("phone");
    const send = (email: string) =>
      phone.sends(documents.SIGN_IN, { input: { email, password: WRONG, client: phone.client } }, { token: null });

    const [known, unknown] = [await send(ada.email), await send(bob.email)];
    expect(known.body).toEqual(unknown.body);
    expect(known.status).toBe(unknown.status);
    expect([...known.headers.keys()]).toEqual([...unknown.headers.keys()]);
    expect(known.body.data).toMatchObject({ result: { kind: "InvalidCredentials" } });
  });

  it("without two-step verification needs the password alone, and makes no device trusted", async () => {
    const { ada } = await world();
    await ada.joinsOn("phone");
    const laptop = ada.on("a laptop", { appId: "portal", ip: IN_AMERICA });

    expect(the("SignedIn", await laptop.signsIn())).toMatchObject({ deviceToken: null });
    expect(await laptop.trustedDevices()).toEqual([]);
    expect((await ada.mailbox.letter("New sign-in")).text).toContain("San Jose");
  });

  it("says that the address is not confirmed only to the installation and password that signed up", async () => {
    const { ada } = await world();
    const phone = ada.on("phone");
    const { resendAvailableAt } = the("EmailConfirmationSent", await phone.signsUp());

    expect(await phone.signsIn()).toMatchObject({ kind: "EmailNotVerified", resendAvailableAt });
    expect(await phone.signsIn({ password: WRONG })).toMatchObject({ kind: "InvalidCredentials" });
    expect(await ada.on("another phone").signsIn()).toMatchObject({ kind: "InvalidCredentials" });
  });

  it("locks the pair of address and network for a quarter of an hour after ten wrong passwords", async () => {
    const { ada, later } = await world();
    await ada.joinsOn("phone");
    const intruder = ada.on("an intruder's phone", { ip: IN_AMERICA });

    for (let nth = 1; nth <= 10; nth += 1)
      expect(await intruder.signsIn({ password: WRONG })).toMatchObject({ kind: "InvalidCredentials" });
    const { retryAt } = the("TooManyAttempts", await intruder.signsIn({ password: WRONG }));
    expect(await intruder.signsIn()).toMatchObject({ kind: "TooManyAttempts", retryAt });
    // From elsewhere its owner still gets in.
    the("SignedIn", await ada.on("a laptop").signsIn());
    await later(15 * MINUTE + SECOND);
    the("SignedIn", await intruder.signsIn());
  });

  it("locks an address that nobody has in the same way", async () => {
    const { ada, bob } = await world();
    await ada.joinsOn("phone");
    const [known, unknown] = [ada, bob].map((it) => it.on("a phone", { ip: IN_AMERICA }));
    const kinds = async (device = known) => {
      const answers = [];
      for (let nth = 1; nth <= 12; nth += 1) answers.push((await device!.signsIn({ password: WRONG })).kind);
      return answers;
    };

    expect(await kinds(known)).toEqual(await kinds(unknown));
  });

  it("evaluates no more than ten of a hundred parallel wrong passwords", async () => {
    const { ada } = await world();
    await ada.joinsOn("phone");
    const intruder = ada.on("an intruder's phone", { ip: IN_AMERICA });

    const answers = await Promise.all(Array.from({ length: 60 }, () => intruder.signsIn({ password: WRONG })));
    expect(answers.filter(({ kind }) => kind === "InvalidCredentials")).toHaveLength(10);
    expect(answers.filter(({ kind }) => kind === "TooManyAttempts")).toHaveLength(50);
  });

  it("is open to a trusted installation and a known network, however many wrong passwords strangers try", async () => {
    const { ada } = await world();
    const phone = await ada.trusts("phone");
    for (let network = 1; network <= 11; network += 1) {
      const intruder = ada.on("an intruder's phone", { ip: `98.207.${network}.1` });
      await Promise.all(Array.from({ length: 11 }, () => intruder.signsIn({ password: WRONG })));
    }
    expect(await ada.on("a laptop elsewhere", { ip: "98.207.200.1" }).signsIn()).toMatchObject({
      kind: "TooManyAttempts",
    });
    // Where she has signed in before, only what is tried from there counts.
    const neighbour = ada.on("a phone on the same network");
    the("VerificationRequired", await neighbour.signsIn());
    await Promise.all(Array.from({ length: 11 }, () => neighbour.signsIn({ password: WRONG })));

    expect(await neighbour.signsIn()).toMatchObject({ kind: "TooManyAttempts" });
    the("SignedIn", await phone.signsIn());
  });

  it("ends the older session of the same installation, and no other", async () => {
    const { ada } = await world();
    const phone = await ada.joinsOn("phone");
    const laptop = ada.on("a laptop");
    the("SignedIn", await laptop.signsIn());
    const [older, olderRefresh] = [phone.kept.accessToken, phone.kept.refreshToken];
    the("SignedIn", await phone.signsIn());

    const { body } = await phone.sends(`{ me { email } }`, {}, { token: older });
    expect(body.errors?.[0]?.extensions.code).toBe("UNAUTHENTICATED");
    expect(await phone.refreshes(olderRefresh)).toMatchObject({ kind: "SessionEnded", reason: "REVOKED" });
    expect(await laptop.reads(`{ me { email } }`)).toEqual({ me: { email: ada.email } });
  });

  it("works with a dead access token still in the header", async () => {
    const { ada, stranger } = await world();
    const phone = await ada.joinsOn("phone");
    const input = { email: ada.email, password: PASSWORD, client: phone.client };

    const { body } = await stranger(documents.SIGN_IN, { variables: { input }, token: "not.a.token" });
    expect(body.data).toMatchObject({ result: { kind: "SignedIn", account: { email: ada.email } } });
    expect(body.errors).toBeUndefined();
  });

  it("answers with parts of the account that other subgraphs hold, for the new viewer at once", async () => {
    const { ada, stranger } = await world();
    const phone = await ada.trusts("phone");
    const { deviceToken } = phone.kept;
    const input = { email: ada.email, password: PASSWORD, client: phone.client, deviceToken };
    const { body } = await stranger(
      `mutation ($input: SignInInput!) { signIn(input: $input) { ... on SignedIn {
        session { isCurrent trustedDevice { name } } account { email trustedDevices { name isCurrent }
        loginSecurity { twoStepVerification { enabled } } loginActivity(first: 1) { edges { node { kind } } } } } } }`,
      { variables: { input } },
    );
    expect(body).toEqual({
      data: {
        signIn: {
          session: { isCurrent: true, trustedDevice: { name: "phone" } },
          account: {
            email: ada.email,
            trustedDevices: [{ name: "phone", isCurrent: true }],
            loginSecurity: { twoStepVerification: { enabled: true } },
            loginActivity: { edges: [{ node: { kind: "SIGNED_IN" } }] },
          },
        },
      },
    });
  });
});

describe("an app with a minimum version", () => {
  const OLD = { appId: "aginet", appVersion: "2.2.9" };

  it("starts its new accounts with two-step verification on, and its installation trusted", async () => {
    const { ada } = await world();
    const phone = ada.on("phone", { appId: "aginet", appVersion: "2.3.0" });

    expect(await phone.joins()).toMatchObject({ deviceToken: expect.any(String) });
    expect((await phone.reads(`{ me { loginSecurity { twoStepVerification { enabled } } } }`)).me).toEqual({
      loginSecurity: { twoStepVerification: { enabled: true } },
    });
    the("SignedIn", await phone.signsIn());
  });

  it("leaves it off where the version that signs up could not be let in again", async () => {
    const { ada } = await world();
    const phone = await ada.joinsOn("phone", OLD);

    the("SignedIn", await phone.signsIn());
    expect(await phone.trustedDevices()).toEqual([]);
  });

  it("is told to update only after the right password, and only with two-step verification on", async () => {
    const { ada } = await world();
    const phone = await ada.joinsOn("phone");
    const old = ada.on("an old phone", OLD);
    the("SignedIn", await old.signsIn());

    the("SignedIn", await phone.signsIn());
    await phone.turnsOnTwoStep();
    expect(await old.signsIn({ password: WRONG })).toMatchObject({ kind: "InvalidCredentials" });
    expect(await old.signsIn()).toMatchObject({
      kind: "AppUpdateRequired",
      app: { id: "aginet" },
      minimumVersion: "2.3.0",
    });
    expect(await ada.on("a new phone", { appId: "aginet", appVersion: "2.3.0-beta.1" }).signsIn()).toMatchObject({
      kind: "AppUpdateRequired",
    });
    expect(await ada.on("a new phone", { appId: "aginet", appVersion: "2.10.0" }).signsIn()).toMatchObject({
      kind: "VerificationRequired",
    });
    expect(await phone.activity()).toContain("SIGN_IN_REFUSED_OLD_APP");
  });
});
