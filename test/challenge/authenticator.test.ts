import { secondsOff, stepOfCode, totpUri } from "../../subgraphs/challenge/totp.ts";
import { MINUTE, SECOND, world, wrong } from "../world.ts";
import { codeOf } from "../world/api.ts";
import * as documents from "../world/documents.ts";
import { proofsOn, shownBy, smsOf, somewhere } from "../world/proofs.ts";
import { the } from "../world/results.ts";

const STEP = 30 * SECOND;

/** Ada, with two-step verification and a number, on a phone; `now` is the server's time. */
const phoneWorld = async () => {
  const here = await world();
  const later = (ms: number) => {
    turnedInAll += ms;
    return here.later(ms);
  };
  const phone = await here.ada.trusts("phone", { ip: somewhere() });
  const proofs = proofsOn(phone, here.server.url);
  return { ...here, phone, proofs, url: here.server.url, later, now: () => Date.now() + turnedInAll };
};
/** Of all tests of this file: they share the server's clock. */
let turnedInAll = 0;

/** The same, with a number, an app, and a browser that is asked. */
const askedWorld = async () => {
  const here = await phoneWorld();
  const { number } = await here.proofs.hasPhone();
  const secret = await here.proofs.hasApp("Aegis", here.now());
  // A code of the step that set it up was taken.
  await here.later(2 * STEP);
  const browser = here.ada.on("a browser", { appId: "portal", ip: somewhere() });
  const { ticket, challenge } = await browser.isAsked();
  return { ...here, number, secret, browser, ticket, challenge, code: () => shownBy(secret, here.now()) };
};

describe("setting up an authenticator app", () => {
  it("comes after the phone number", async () => {
    const { proofs } = await phoneWorld();
    the("PhoneNumberRequired", await proofs.begins("Aegis"));
  });

  it("shows a secret of 160 bits, its URI and a QR code, this once, and takes a code of it", async () => {
    const { ada, phone, proofs, now } = await phoneWorld();
    await proofs.hasPhone();
    const { ticket, secret, otpauthUri, qrCodeSvg } = the("AuthenticatorSetup", await proofs.begins("Aegis"));
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    const uri = new URL(otpauthUri);
    expect(`${uri.protocol}//${uri.host}`).toBe("otpauth://totp");
    expect(Object.fromEntries(uri.searchParams)).toMatchObject({
      ...{ issuer: "Countersign", secret, algorithm: "SHA1", digits: "6", period: "30" },
    });
    expect(decodeURIComponent(uri.pathname)).toContain(ada.email);
    expect(qrCodeSvg).toMatch(/^<svg[\s\S]*<\/svg>\s*$/);
    expect((await proofs.security()).authenticators).toEqual([]);

    const code = shownBy(secret, now());
    expect(await proofs.confirmsApp(ticket, wrong(code))).toMatchObject({
      kind: "CodeIncorrect",
      attemptsRemaining: 4,
    });
    the("Confirmed", await proofs.confirmsApp(ticket, code));
    expect((await proofs.security()).authenticators).toEqual([
      { id: expect.any(String), name: "Aegis", lastUsedAt: null },
    ]);
    expect((await ada.mailbox.letter("authenticator app was added")).text).toContain("Aegis");
    expect((await phone.activity()).filter((kind) => kind === "METHOD_ADDED")).toHaveLength(2);
    expect(await proofs.confirmsApp(ticket, code)).toMatchObject({ kind: "ChallengeClosed" });
  });

  it("says how far a clock is off that is up to ten steps off, and takes no code of it", async () => {
    const { proofs, now } = await phoneWorld();
    await proofs.hasPhone();
    const { ticket, secret } = the("AuthenticatorSetup", await proofs.begins("Aegis"));
    const { message } = the("CodeIncorrect", await proofs.confirmsApp(ticket, shownBy(secret, now() - 5 * STEP)));
    expect(message).toMatch(/about (120|150|180) seconds behind/);
    expect(
      the("CodeIncorrect", await proofs.confirmsApp(ticket, shownBy(secret, now() - 20 * STEP))).message,
    ).not.toMatch(/behind|ahead/);
  });

  it("may be done several times, by names, and each is removed by itself", async () => {
    const { ada, proofs, now, phone } = await phoneWorld();
    await proofs.hasPhone();
    await proofs.hasApp("Aegis", now());
    await proofs.hasApp("A tablet", now());
    const { authenticators } = await proofs.security();
    expect(authenticators.map(({ name }) => name)).toEqual(["Aegis", "A tablet"]);
    expect((await proofs.removesApp(authenticators[0]!.id)).authenticators.map(({ name }) => name)).toEqual([
      "A tablet",
    ]);
    await ada.mailbox.letter("authenticator app was removed");
    const again = await phone.sends(documents.REMOVE_AUTHENTICATOR, { id: authenticators[0]!.id });
    expect(codeOf(again)).toBe("NOT_FOUND");
    expect(codeOf(await phone.sends(documents.BEGIN_AUTHENTICATOR, { name: " " }))).toBe("BAD_USER_INPUT");
  });

  it("ends with the phone number, which says so in its letter", async () => {
    const { ada, proofs, now } = await phoneWorld();
    await proofs.hasPhone();
    await proofs.hasApp("Aegis", now());
    const { authenticators, methods } = await proofs.removesPhone();
    expect(authenticators).toEqual([]);
    expect(methods.map(({ method }) => method).sort()).toEqual(["APP_NOTIFICATION", "EMAIL"]);
    expect((await ada.mailbox.letter("phone number was removed")).text).toContain("they were turned off as well");
  });
});

describe("a code of an authenticator app", () => {
  it("is asked for by default in the portal, where nothing is sent, and SMS instead on request", async () => {
    const { browser, ticket, challenge, number, url, code } = await askedWorld();
    expect(challenge).toMatchObject({ method: "AUTHENTICATOR", codeLength: 6, deliveries: [] });
    expect(challenge.methods.slice(0, 2)).toMatchObject([{ method: "AUTHENTICATOR" }, { method: "SMS" }]);
    const sms = smsOf(url, number);
    await sms.code();
    await sms.next();
    the("CodeSent", await browser.asksForCode(ticket, "SMS"));
    expect(await sms.code()).toMatch(/^\d{6}$/);
    // No send is spent by what is not sent, and nobody has to wait for it.
    for (let nth = 1; nth <= 6; nth += 1) the("CodeSent", await browser.asksForCode(ticket, "AUTHENTICATOR"));
    the("SignedIn", await browser.submits(ticket, code()));
  });

  it("is taken once, in whatever flow, and of an older step never after a newer one", async () => {
    const { ada, browser, ticket, secret, now, code, proofs } = await askedWorld();
    const [older, used] = [shownBy(secret, now() - STEP), code()];
    the("SignedIn", await browser.submits(ticket, used));
    const { ticket: second } = await ada.on("another", { appId: "portal", ip: somewhere() }).isAsked();
    for (const replayed of [used, older])
      expect(await browser.submits(second, replayed)).toMatchObject({
        kind: "CodeIncorrect",
        message: expect.stringContaining("clock"),
      });
    expect((await proofs.security()).authenticators[0]!.lastUsedAt).not.toBeNull();
  });

  it("signs in once, of fifty that come at once", async () => {
    const { browser, ticket, code, phone } = await askedWorld();
    const typed = code();
    const answers = await Promise.all(Array.from({ length: 50 }, () => browser.submits(ticket, typed)));
    expect(answers.filter(({ kind }) => kind === "SignedIn")).toHaveLength(1);
    expect(new Set(answers.map(({ kind }) => kind))).toEqual(new Set(["SignedIn", "ChallengeClosed"]));
    expect(await phone.activity()).not.toContain("VERIFICATION_FAILED");
  });

  it("signs in once, in whichever of several flows it is typed at once", async () => {
    const { ada, browser, ticket, code } = await askedWorld();
    const other = ada.on("another", { appId: "portal", ip: somewhere() });
    const { ticket: second } = await other.isAsked();
    const typed = code();
    const answers = await Promise.all([ticket, second, ticket, second].map((it) => browser.submits(it, typed)));
    expect(answers.filter(({ kind }) => kind === "SignedIn")).toHaveLength(1);
  });

  it("is good one step early or late, and not two", async () => {
    const { browser, ticket, secret, now } = await askedWorld();
    for (const steps of [-2, 2])
      expect(await browser.submits(ticket, shownBy(secret, now() + steps * STEP))).toMatchObject({
        kind: "CodeIncorrect",
      });
    the("SignedIn", await browser.submits(ticket, shownBy(secret, now() + STEP)));
  });

  it("opens nothing once its app was removed", async () => {
    const { browser, ticket, code, proofs } = await askedWorld();
    const [app] = (await proofs.security()).authenticators;
    await proofs.removesApp(app!.id);
    expect(await browser.submits(ticket, code())).toMatchObject({ kind: "CodeIncorrect" });
  });

  it("is a second step of reauthentication where the password is not enough", async () => {
    const { browser, ticket, code, later, now, secret } = await askedWorld();
    the("SignedIn", await browser.submits(ticket, code(), { trustDevice: false }));
    await later(MINUTE);
    const asked = the("ReauthenticationVerificationRequired", await browser.reauthenticates());
    expect(asked.challenge.method).toBe("AUTHENTICATOR");
    const verification = { ticket: asked.ticket, code: shownBy(secret, now()) };
    expect(await browser.reauthenticates(undefined, verification)).toMatchObject({ kind: "Reauthenticated" });
  });
});

describe("the codes themselves", () => {
  // RFC 6238, appendix B, for SHA-1; of its eight digits the last six.
  const SEED = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
  const VECTORS: [seconds: number, code: string][] = [
    [59, "287082"],
    [1_111_111_109, "081804"],
    [1_111_111_111, "050471"],
    [1_234_567_890, "005924"],
    [2_000_000_000, "279037"],
    [20_000_000_000, "353130"],
  ];

  it.each(VECTORS)("are those of RFC 6238 at %i seconds", (seconds, code) => {
    expect(stepOfCode(SEED, code, new Date(seconds * SECOND))).toBe(Math.floor(seconds / 30));
    expect(secondsOff(SEED, code, new Date(seconds * SECOND + 4 * STEP))).toBe(-120);
    expect(totpUri(SEED, "ada@example.com")).toContain(`secret=${SEED}`);
  });

  // oathtool --totp -b SEED --now …, every 7 919 seconds from 1 700 000 000 on.
  const OATHTOOL = [
    ...["921300", "848553", "337711", "306420", "469160"],
    ...["867520", "957364", "389761", "161086", "140263"],
    ...["700971", "677894", "205781", "145287", "449329"],
    ...["707417", "413480", "335645", "797614", "422203"],
  ];

  it("are those of oathtool", () => {
    OATHTOOL.forEach((code, nth) => {
      const at = new Date((1_700_000_000 + nth * 7_919) * SECOND);
      expect(stepOfCode(SEED, code, at)).toBe(Math.floor(at.getTime() / STEP));
    });
  });
});
