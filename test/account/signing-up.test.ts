import { HOUR, MINUTE, PASSWORD, SECOND, world, wrong } from "../world.ts";
import { codeOf } from "../world/api.ts";
import * as documents from "../world/documents.ts";
import { the } from "../world/results.ts";

/** What two answers have in common when their own times and addresses are left out. */
const shape = (answer: object) => ({ ...answer, email: "…", resendAvailableAt: "…" });

describe("signing up", () => {
  it("answers alike whether or not the address is taken; its owner gets a letter instead", async () => {
    const { ada, bob } = await world();
    const phone = await ada.joinsOn("phone");
    const intruder = ada.on("an intruder's phone");

    const [taken, free] = [await intruder.signsUp(), await bob.on("phone").signsUp()];
    expect(shape(taken)).toEqual(shape(free));
    const letter = await ada.mailbox.letter("You already have an account");
    expect(letter.text).toContain("Kasa");
    expect(letter.text).not.toMatch(/\b\d{6}\b/);
    expect(await phone.reads(`{ me { email } }`)).toEqual({ me: { email: ada.email } });
  });

  it("never confirms where the address is taken, whatever the code, and says so like any wrong one", async () => {
    const { ada, bob } = await world();
    await ada.joinsOn("phone");
    const [intruder, stranger] = [ada.on("an intruder's phone"), bob.on("phone")];
    await intruder.signsUp("another password entirely 77");
    await stranger.signsUp();

    const code = await bob.mailbox.code();
    for (const attemptsRemaining of [4, 3, 2, 1, 0]) {
      const [taken, free] = [await intruder.confirms(wrong(code)), await stranger.confirms(wrong(code))];
      expect(taken).toEqual(free);
      expect(taken).toMatchObject({ kind: "CodeIncorrect", attemptsRemaining });
    }
    expect(await intruder.confirms(code)).toEqual(await stranger.confirms(code));
    expect(await intruder.signsIn({ password: "another password entirely 77" })).toMatchObject({
      kind: "InvalidCredentials",
    });
  });

  it("belongs to whoever confirms first, and to nobody else's password", async () => {
    const { ada } = await world();
    const [phone, other] = [ada.on("phone"), ada.on("somebody else's phone")];
    await other.signsUp("somebody elses 91 secret");
    const othersCode = await ada.mailbox.code();
    await phone.signsUp();
    const code = await ada.mailbox.code();

    the("SignedIn", await phone.confirms(code));
    expect(await other.confirms(othersCode)).toMatchObject({ kind: "ChallengeClosed", status: "EXPIRED" });
    expect(await other.signsIn({ password: "somebody elses 91 secret" })).toMatchObject({ kind: "InvalidCredentials" });
  });

  it("is confirmed only on the installation that began it", async () => {
    const { ada } = await world();
    await ada.on("phone").signsUp();
    const code = await ada.mailbox.code();

    expect(await ada.on("another phone").confirms(code)).toMatchObject({ kind: "ChallengeClosed", status: "EXPIRED" });
  });

  it("is closed by five wrong codes, and leaves no account behind", async () => {
    const { ada } = await world();
    const phone = ada.on("phone");
    await phone.signsUp();
    const code = await ada.mailbox.code();

    for (const attemptsRemaining of [4, 3, 2, 1, 0])
      expect(await phone.confirms(wrong(code))).toMatchObject({ kind: "CodeIncorrect", attemptsRemaining });
    expect(await phone.confirms(code)).toMatchObject({ kind: "ChallengeClosed", status: "LOCKED" });
    expect(await phone.signsIn()).toMatchObject({ kind: "EmailNotVerified" });
  });

  it("counts parallel wrong codes one by one", async () => {
    const { ada } = await world();
    const phone = ada.on("phone");
    await phone.signsUp();
    const code = await ada.mailbox.code();

    const answers = await Promise.all(Array.from({ length: 40 }, () => phone.confirms(wrong(code))));
    expect(answers.filter(({ kind }) => kind === "CodeIncorrect")).toHaveLength(5);
    expect(answers.filter(({ kind }) => kind === "ChallengeClosed")).toHaveLength(35);
  });

  it("makes one account of any number of parallel right codes", async () => {
    const { ada } = await world();
    const phone = ada.on("phone");
    await phone.signsUp();
    const code = await ada.mailbox.code();

    const answers = await Promise.all(Array.from({ length: 5 }, () => phone.confirms(code)));
    expect(answers.filter(({ kind }) => kind === "SignedIn")).toHaveLength(1);
    expect((await phone.reads(`{ me { sessions { id } } }`)).me.sessions).toHaveLength(1);
  });

  it("forgets a sign-up whose code was not used in ten minutes", async () => {
    const { ada, later } = await world();
    const phone = ada.on("phone");
    await phone.signsUp();
    const code = await ada.mailbox.code();
    await later(10 * MINUTE);

    expect(await phone.confirms(code)).toMatchObject({ kind: "ChallengeClosed", status: "EXPIRED" });
    expect(await phone.signsIn()).toMatchObject({ kind: "InvalidCredentials" });
  });

  it("sends the code again after a minute, and then only the newer one counts", async () => {
    const { ada, later } = await world();
    const phone = ada.on("phone");
    const { resendAvailableAt } = the("EmailConfirmationSent", await phone.signsUp());
    const older = await ada.mailbox.code();

    expect(await phone.resendsConfirmation()).toMatchObject({ resendAvailableAt });
    expect(await ada.mailbox.subjects()).toHaveLength(1);
    await later(MINUTE);
    await phone.resendsConfirmation();
    const newer = await ada.mailbox.code();
    expect(await phone.confirms(older)).toMatchObject({ kind: "CodeIncorrect" });
    the("SignedIn", await phone.confirms(newer));
  });

  it("sends the code again when it is asked for elsewhere, for the device that signed up and for no other", async () => {
    const { ada, later, stranger } = await world();
    const [phone, tablet] = [ada.on("phone"), ada.on("tablet")];
    await phone.signsUp();
    const older = await ada.mailbox.code();
    await later(MINUTE);

    // Another installation has no sign-up that waits: nothing is sent, and nothing ends.
    the("EmailConfirmationSent", await tablet.resendsConfirmation());
    // The website knows the address alone.
    const asksOnTheWebsite = () => stranger(documents.RESEND_CONFIRMATION, { variables: { email: ada.email } });
    const asked = await asksOnTheWebsite();
    const newer = await ada.mailbox.code();
    expect(await ada.mailbox.subjects()).toHaveLength(2);
    // Within the minute: the same answer, and no letter.
    expect((await asksOnTheWebsite()).body).toEqual(asked.body);

    for (const code of [older, newer])
      expect(await tablet.confirms(code)).toMatchObject({
        kind: expect.stringMatching(/CodeIncorrect|ChallengeClosed/),
      });
    expect(await phone.confirms(older)).toMatchObject({ kind: "CodeIncorrect" });
    the("SignedIn", await phone.confirms(newer));
    expect(await ada.mailbox.subjects()).toEqual(["Confirm your address", "Confirm your address"]);
  });

  it("answers a resend for an address that never signed up like any other", async () => {
    const { ada, bob, later } = await world();
    const phone = ada.on("phone");
    await phone.signsUp();
    await later(MINUTE);

    expect(shape(await bob.on("phone").resendsConfirmation())).toEqual(shape(await phone.resendsConfirmation()));
    await ada.mailbox.code();
    await ada.mailbox.code();
    expect(await bob.mailbox.subjects()).toEqual([]);
  });

  it("sends one address ten mails an hour at most", async () => {
    const { ada, later } = await world();
    for (let nth = 1; nth <= 12; nth += 1) {
      the("EmailConfirmationSent", await ada.on(`phone ${nth}`).signsUp());
      await later(SECOND);
    }
    for (let nth = 1; nth <= 10; nth += 1) await ada.mailbox.code();
    expect(await ada.mailbox.subjects()).toHaveLength(10);

    await later(HOUR);
    the("EmailConfirmationSent", await ada.on("a later phone").signsUp());
    await ada.mailbox.code();
  });

  it("refuses a weak password with advice, and mails nobody", async () => {
    const { ada } = await world();
    const phone = ada.on("phone");

    for (const weak of ["password1", "qwertyuiop", "short7", ada.email])
      expect(await phone.signsUp(weak)).toMatchObject({
        kind: "PasswordTooWeak",
        check: { acceptable: false, advice: expect.arrayContaining([expect.any(String)]) },
      });
    expect(await ada.mailbox.subjects()).toEqual([]);
  });

  it("takes 128 characters of any kind, whole, and refuses one more by name", async () => {
    const { ada } = await world();
    const phone = ada.on("phone");
    const long = "Füchse 🦊 jagen quer durch Bayern; ".repeat(4).slice(0, 127);
    const password = [...long.padEnd(140, "ž")].slice(0, 128).join("");

    const { body } = await phone.sends(documents.SIGN_UP, {
      input: { email: ada.email, password: `${password}x`, client: phone.client },
    });
    expect(body.errors?.[0]?.extensions).toEqual({ code: "BAD_USER_INPUT", field: "input.password" });
    the("EmailConfirmationSent", await phone.signsUp(password));
    the("SignedIn", await phone.confirms(await ada.mailbox.code()));
    expect(await phone.signsIn({ password: password.slice(0, 72) })).toMatchObject({ kind: "InvalidCredentials" });
    the("SignedIn", await phone.signsIn({ password: password.normalize("NFD") }));
  });

  it.each([
    ["input.client.appId", { appId: "nope" }],
    ["input.client.appVersion", { appVersion: "three" }],
    ["input.client.appVersion", { appVersion: "2.3" }],
  ])("names the field %s of a client that can't be", async (field, change) => {
    const { ada } = await world();
    const { client } = ada.on("phone");
    const input = { email: ada.email, password: PASSWORD, client: { ...client, ...change } };

    const { body } = await ada.on("phone").sends(documents.SIGN_UP, { input });
    expect(body.errors?.[0]?.extensions).toEqual({ code: "BAD_USER_INPUT", field });
  });

  it.each([
    "a@b@c",
    '"ada@evil.example x"@example.com',
    "ada@example.com, eve@example.com",
    "ada(eve@example.com)@example.com",
    "ada@example.com\r\nBcc: eve@example.com",
    "ada@localhost",
    `${"a".repeat(65)}@example.com`,
    "",
  ])("refuses the address %j", async (email) => {
    const { stranger, ada } = await world();
    const input = { email, password: PASSWORD, client: ada.on("phone").client };
    const reply = await stranger(documents.SIGN_UP, { variables: { input } });

    expect(codeOf(reply)).toBe("BAD_USER_INPUT");
    expect(reply.body.errors?.[0]?.message).toMatch(/email/i);
  });
});
