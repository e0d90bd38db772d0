import { DAY, MINUTE, SECOND, world } from "../world.ts";
import { codeOf } from "../world/api.ts";
import { the } from "../world/results.ts";
import { isSignedOut } from "../world/signed-out.ts";

describe("refreshing a session", () => {
  it("gives new tokens each time, of the same session", async () => {
    const { ada } = await world();
    const phone = await ada.joinsOn("phone");
    const before = { ...phone.kept };

    const signedIn = the("SignedIn", await phone.refreshes());
    expect(signedIn.session.id).toBe(before.sessionId);
    expect(signedIn.refreshToken).not.toBe(before.refreshToken);
    expect(await phone.reads(`{ me { email } }`)).toEqual({ me: { email: ada.email } });
  });

  it("gives the same successor again within a minute, for an answer that was lost", async () => {
    const { ada, later } = await world();
    const phone = await ada.joinsOn("phone");
    const lost = phone.kept.refreshToken;

    const first = the("SignedIn", await phone.refreshes(lost));
    await later(59 * SECOND);
    const again = the("SignedIn", await phone.refreshes(lost));
    expect(again.refreshToken).toBe(first.refreshToken);
    the("SignedIn", await phone.refreshes());
  });

  it("makes one successor of many parallel refreshes", async () => {
    const { ada } = await world();
    const phone = await ada.joinsOn("phone");
    const old = phone.kept.refreshToken;

    const answers = await Promise.all(Array.from({ length: 20 }, () => phone.refreshes(old)));
    const successors = new Set(answers.map((it) => the("SignedIn", it).refreshToken));
    expect(successors.size).toBe(1);
    the("SignedIn", await phone.refreshes());
  });

  it.each([
    ["a minute later", MINUTE + SECOND, false],
    ["once the successor was used", SECOND, true],
  ])("ends the whole family when an old token comes back %s, and tells the owner", async (_, ms, isUsed) => {
    const { ada, later } = await world();
    const phone = await ada.joinsOn("phone");
    const copied = phone.kept.refreshToken;
    the("SignedIn", await phone.refreshes());
    if (isUsed) the("SignedIn", await phone.refreshes());
    await later(ms);

    const { sessionId } = phone.kept;
    expect(await phone.refreshes(copied)).toMatchObject({ kind: "SessionEnded", reason: "TOKEN_REUSED", sessionId });
    expect(await phone.refreshes()).toMatchObject({ kind: "SessionEnded", reason: "TOKEN_REUSED", sessionId });
    await isSignedOut(phone);
    expect((await ada.mailbox.letter("signed out to protect you")).text).toContain("phone");
    the("SignedIn", await phone.signsIn());
    expect(await phone.activity()).toContain("TOKEN_REUSED");
  });

  it("knows nothing of a made-up token, nor whose session it names", async () => {
    const { ada } = await world();
    const phone = await ada.joinsOn("phone");
    const unknown = { kind: "SessionEnded", reason: "EXPIRED", sessionId: null };

    const forged = phone.kept.refreshToken?.split(".").with(2, "A".repeat(43)).join(".");
    for (const token of ["", "nonsense", `${phone.kept.sessionId}.1.secret.mac`, forged])
      expect(await phone.refreshes(token)).toMatchObject(unknown);
    the("SignedIn", await phone.refreshes());
  });

  it("takes what the app is now, but never another installation", async () => {
    const { ada } = await world();
    const phone = await ada.joinsOn("phone");
    const updated = { ...phone.client, appVersion: "3.2.0" };

    the("SignedIn", await phone.refreshes(phone.kept.refreshToken, updated));
    expect((await phone.reads(`{ me { sessions { appVersion } } }`)).me.sessions).toEqual([{ appVersion: "3.2.0" }]);
    const elsewhere = ada.on("another phone").client;
    await expect(phone.refreshes(phone.kept.refreshToken, elsewhere)).rejects.toThrow("BAD_USER_INPUT");
    the("SignedIn", await phone.refreshes());
  });

  it("ends after ninety idle days", async () => {
    const { ada, later } = await world();
    const phone = await ada.joinsOn("phone");
    await later(89 * DAY);
    the("SignedIn", await phone.refreshes());
    await later(90 * DAY);

    expect(await phone.refreshes()).toMatchObject({ kind: "SessionEnded", reason: "EXPIRED" });
  });

  it("ends after a year, however much it is used", async () => {
    const { ada, later } = await world();
    const phone = await ada.joinsOn("phone");
    for (let month = 1; month <= 12; month += 1) {
      await later(30 * DAY);
      the("SignedIn", await phone.refreshes());
    }
    await later(6 * DAY);

    expect(await phone.refreshes()).toMatchObject({ kind: "SessionEnded", reason: "EXPIRED" });
  });
});

describe("ending sessions", () => {
  it("signs out: the tokens are dead at once, and doing it again needs a viewer", async () => {
    const { ada } = await world();
    const phone = await ada.joinsOn("phone");

    expect(await phone.reads(`mutation { signOut }`)).toEqual({ signOut: true });
    await isSignedOut(phone);
    expect(codeOf(await phone.sends(`mutation { signOut }`))).toBe("UNAUTHENTICATED");
    expect(await phone.refreshes()).toMatchObject({ kind: "SessionEnded", reason: "SIGNED_OUT" });
  });

  it("revokes one of one's own; a foreign and an unknown one are not found alike", async () => {
    const { ada, bob } = await world();
    const [phone, bobs] = [await ada.joinsOn("phone"), await bob.joinsOn("phone")];
    const laptop = ada.on("a laptop");
    the("SignedIn", await laptop.signsIn());
    const revoke = (sessionId: string | null) =>
      phone.sends(`mutation ($sessionId: ID!) { revokeSession(sessionId: $sessionId) }`, { sessionId });

    const [foreign, unknown] = [await revoke(bobs.kept.sessionId), await revoke("unknown")];
    expect(foreign.body).toEqual(unknown.body);
    expect(codeOf(foreign)).toBe("NOT_FOUND");
    expect((await revoke(laptop.kept.sessionId)).body.data).toEqual({ revokeSession: true });
    await isSignedOut(laptop);
    expect(await bobs.reads(`{ me { email } }`)).toEqual({ me: { email: bob.email } });
  });

  it("revokes all others", async () => {
    const { ada } = await world();
    const phone = await ada.joinsOn("phone");
    const others = ["a laptop", "a tablet"].map((name) => ada.on(name));
    for (const other of others) the("SignedIn", await other.signsIn());

    expect(await phone.reads(`mutation { revokeOtherSessions }`)).toEqual({ revokeOtherSessions: 2 });
    for (const other of others) await isSignedOut(other);
    expect(await phone.reads(`{ me { email } }`)).toEqual({ me: { email: ada.email } });
  });

  it("asks for the password again ten minutes after it was given", async () => {
    const { ada, later } = await world();
    const phone = await ada.joinsOn("phone");
    await later(10 * MINUTE + SECOND);
    the("SignedIn", await phone.refreshes());

    expect(codeOf(await phone.sends(`mutation { revokeOtherSessions }`))).toBe("REAUTHENTICATION_REQUIRED");
    expect(await phone.reauthenticates("not the password")).toMatchObject({ kind: "InvalidCredentials" });
    the("Reauthenticated", await phone.reauthenticates());
    expect(await phone.reads(`mutation { revokeOtherSessions }`)).toEqual({ revokeOtherSessions: 0 });
  });
});
