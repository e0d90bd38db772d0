import { DAY, HOUR, MINUTE, SECOND, world, wrong } from "../world.ts";
import { codeOf } from "../world/api.ts";
import * as documents from "../world/documents.ts";
import { newNumber, proofsOn, smsOf, somewhere } from "../world/proofs.ts";
import { NEW_PASSWORD } from "../world/reset.ts";
import { the } from "../world/results.ts";

const masked = (number: string) => `+49 *** **${number.slice(-2)}`;

/** Ada, signed in on a phone, and the numbers she might have. */
const phoneWorld = async ({ appId = "kasa" } = {}) => {
  const here = await world();
  const phone = await here.ada.joinsOn("phone", { appId, ip: somewhere() });
  return { ...here, phone, proofs: proofsOn(phone, here.server.url), url: here.server.url };
};

describe("a phone number", () => {
  it("is the account's once its code came back, and before that it says what losing it would mean", async () => {
    const { ada, phone, proofs, url } = await phoneWorld();
    const number = newNumber();
    const { ticket, notice, challenge } = the("FlowStarted", await proofs.setsPhone(number));
    expect(notice).toContain("lose access to the number");
    expect(challenge).toMatchObject({ purpose: "CONFIRM_PHONE", method: "SMS", codeLength: 6 });
    expect(challenge.deliveries).toEqual([expect.objectContaining({ method: "SMS", destination: masked(number) })]);
    expect((await proofs.security()).phoneNumber).toBeNull();

    const text = await smsOf(url, number).next();
    // Typed in an app, whatever its name: bound to no page.
    expect(text).not.toMatch(/[@\n]/);
    const code = /\b\d{6}\b/.exec(text)?.[0] ?? "";
    expect(await proofs.confirmsPhone(ticket, wrong(code))).toMatchObject({
      kind: "CodeIncorrect",
      attemptsRemaining: 4,
    });
    expect(the("Confirmed", await proofs.confirmsPhone(ticket, code)).deviceToken).toBeNull();
    const { phoneNumber, methods, twoStepVerification } = await proofs.security();
    expect(phoneNumber).toBe(masked(number));
    expect(methods).toContainEqual({ method: "SMS", destination: masked(number) });
    expect(twoStepVerification.enabled).toBe(false);
    expect((await ada.mailbox.letter("A phone number was added")).text).toContain(masked(number));
    expect(await phone.activity()).toContain("METHOD_ADDED");
    expect(await proofs.confirmsPhone(ticket, code)).toMatchObject({ kind: "ChallengeClosed", status: "COMPLETED" });
  });

  it.each(["+4930901820", "+49151", "+10000000000", "+15005550006000000", "not a number", "015112345678"])(
    "is refused where no SMS can reach it: %s",
    async (typed) => {
      const { phone } = await phoneWorld();
      const { body } = await phone.sends(documents.SET_PHONE, { phoneNumber: typed });
      expect(body.errors?.[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT", field: "phoneNumber" });
    },
  );

  it("is read as people write it", async () => {
    const { proofs, url } = await phoneWorld();
    const number = newNumber();
    the("FlowStarted", await proofs.setsPhone(`${number.slice(0, 3)} (${number.slice(3, 6)}) ${number.slice(6)}`));
    expect(await smsOf(url, number).code()).toMatch(/^\d{6}$/);
  });

  it("is confirmed only in the session that began it, and needs no password again for that", async () => {
    const { ada, phone, proofs, url, later } = await phoneWorld();
    const laptop = ada.on("a laptop");
    the("SignedIn", await laptop.signsIn());
    const number = newNumber();
    await later(9 * MINUTE);
    const { ticket } = the("FlowStarted", await proofs.setsPhone(number));
    const code = await smsOf(url, number).code();
    await later(MINUTE + SECOND);
    the("SignedIn", await phone.refreshes());
    the("SignedIn", await laptop.refreshes());
    expect(await proofsOn(laptop, url).confirmsPhone(ticket, code)).toMatchObject({ status: "EXPIRED" });
    expect(codeOf(await phone.sends(documents.SET_PHONE, { phoneNumber: number }))).toBe("REAUTHENTICATION_REQUIRED");
    expect(codeOf(await phone.sends(documents.REMOVE_PHONE))).toBe("REAUTHENTICATION_REQUIRED");
    the("Confirmed", await proofs.confirmsPhone(ticket, code));
  });

  it("is kept until the new one is proven; then both and the mail address are told, and the old one may undo it", async () => {
    const { ada, phone, proofs, url, stranger } = await phoneWorld();
    const { number: old, sms: oldSms } = await proofs.hasPhone();
    await oldSms.next();
    const number = newNumber();
    const { ticket } = the("FlowStarted", await proofs.setsPhone(number));
    const sms = smsOf(url, number);
    const code = await sms.code();
    expect((await proofs.security()).phoneNumber).toBe(masked(old));

    the("Confirmed", await proofs.confirmsPhone(ticket, code));
    expect((await proofs.security()).phoneNumber).toBe(masked(number));
    expect(await phone.activity()).toContain("PHONE_CHANGED");
    expect(await sms.next()).not.toContain("/undo#");
    expect((await ada.mailbox.letter("phone number of your account was changed")).text).toContain("/undo#");
    const [, token] = /\/undo#([\w-]+)/.exec(await oldSms.next()) ?? [];
    const { body } = await stranger(documents.UNDO_CHANGE, { variables: { token } });
    expect(body.data).toMatchObject({ result: { kind: "AccountSecured" } });
    the("PasswordReset", await ada.saves(await ada.resetToken("Your account is protected")));
    the("SignedIn", await phone.signsIn({ password: NEW_PASSWORD }));
    expect((await proofs.security()).phoneNumber).toBe(masked(old));
  });

  it("turns two-step verification on by the first one, without a mail, in an app that asks for it", async () => {
    const { ada, phone, proofs, later } = await phoneWorld({ appId: "portal" });
    const { confirmed } = await proofs.hasPhone();
    expect(confirmed.deviceToken).toEqual(expect.any(String));
    expect((await proofs.security()).twoStepVerification.enabled).toBe(true);
    await ada.mailbox.letter("Two-step verification was turned on");
    expect((await ada.mailbox.subjects()).join()).not.toContain("Your verification code");
    the("SignedIn", await phone.signsIn());

    await phone.turnsOffTwoStep();
    expect((await proofs.security()).phoneNumber).not.toBeNull();
    await later(MINUTE);
    expect((await proofs.hasPhone()).confirmed.deviceToken).toBeNull();
    expect((await proofs.security()).twoStepVerification.enabled).toBe(false);
  });

  it("is removed with a letter, and then no method any more", async () => {
    const { ada, phone, proofs } = await phoneWorld();
    const { number, sms } = await proofs.hasPhone();
    await sms.next();
    const { phoneNumber, methods } = await proofs.removesPhone();
    expect(phoneNumber).toBeNull();
    expect(methods.map(({ method }) => method)).not.toContain("SMS");
    expect(await sms.next()).toContain("/undo#");
    expect((await ada.mailbox.letter("phone number was removed")).text).toContain(masked(number));
    expect(await phone.activity()).toContain("METHOD_REMOVED");
  });
});

describe("a code by SMS", () => {
  /** Ada, with two-step verification on and a number, and a new phone of hers. */
  const askedWorld = async () => {
    const here = await phoneWorld();
    await here.phone.turnsOnTwoStep();
    const { number, sms } = await here.proofs.hasPhone();
    await sms.next();
    return { ...here, number, sms };
  };

  it("signs in, on request, where something else is the default", async () => {
    const { ada, number, sms, phone } = await askedWorld();
    const newPhone = ada.on("a new phone", { ip: somewhere() });
    const { ticket, challenge } = await newPhone.isAsked();
    expect(challenge.method).toBe("EMAIL");
    expect(challenge.methods).toContainEqual({ method: "SMS", destination: masked(number) });
    expect(await newPhone.asksForCode(ticket, "SMS")).toMatchObject({
      kind: "CodeSent",
      challenge: { method: "SMS", deliveries: [{ method: "EMAIL" }, { method: "SMS", destination: masked(number) }] },
    });
    the("SignedIn", await newPhone.submits(ticket, await sms.code()));
    expect(await phone.activity()).toContain("SIGNED_IN");
  });

  it("is the default in the portal, and good for five minutes", async () => {
    const { ada, sms, later } = await askedWorld();
    const browser = ada.on("a browser", { appId: "portal", ip: somewhere() });
    const { ticket, challenge } = await browser.isAsked();
    expect(challenge.method).toBe("SMS");
    const code = await sms.code();
    await later(5 * MINUTE + SECOND);
    expect(await browser.submits(ticket, code)).toMatchObject({ kind: "CodeIncorrect" });
    the("CodeSent", await browser.asksForCode(ticket, "SMS"));
    the("SignedIn", await browser.submits(ticket, await sms.code()));
  });

  it("that went to a number which was changed since opens nothing", async () => {
    const { ada, sms, proofs } = await askedWorld();
    const browser = ada.on("a browser", { appId: "portal", ip: somewhere() });
    const { ticket } = await browser.isAsked();
    const code = await sms.code();
    await proofs.hasPhone();
    expect(await browser.submits(ticket, code)).toMatchObject({ kind: "CodeIncorrect" });
  });
});

describe("the SMS that may be sent", () => {
  it("are five an hour to an account; a sign-in then goes another way", async () => {
    const { ada, phone, proofs, later } = await phoneWorld();
    await phone.turnsOnTwoStep();
    // A code and a notice.
    await proofs.hasPhone();
    for (let nth = 3; nth <= 5; nth += 1) the("FlowStarted", await proofs.setsPhone(newNumber()));
    expect(codeOf(await phone.sends(documents.SET_PHONE, { phoneNumber: newNumber() }))).toBe("RATE_LIMITED");

    const browser = ada.on("a browser", { appId: "portal", ip: somewhere() });
    const { ticket, challenge } = await browser.isAsked();
    expect(challenge.method).toBe("EMAIL");
    expect(await browser.asksForCode(ticket, "SMS")).toMatchObject({ kind: "TooManyAttempts" });
    await later(HOUR + SECOND);
    expect((await browser.isAsked()).challenge.method).toBe("SMS");
  });

  it("are five a day to a number, whoever asks, and however many ask at once", async () => {
    const { ada, bob, server, inbox, later } = await world();
    const number = newNumber();
    const bobs = await bob.joinsOn("phone", { ip: somewhere() });
    const one = proofsOn(await ada.joinsOn("phone", { ip: somewhere() }), server.url);
    const other = proofsOn(bobs, server.url);
    for (let nth = 1; nth <= 3; nth += 1) the("FlowStarted", await one.setsPhone(number));
    const asked = await Promise.allSettled(Array.from({ length: 4 }, () => other.setsPhone(number)));
    expect(asked.filter(({ status }) => status === "rejected").length).toBeGreaterThanOrEqual(2);
    await smsOf(server.url, number).code();
    expect((await inbox()).filter(({ to }) => to === number).length).toBeLessThanOrEqual(5);
    await expect(other.setsPhone(number)).rejects.toThrow("RATE_LIMITED");
    await later(DAY + SECOND);
    the("SignedIn", await bobs.signsIn());
    the("FlowStarted", await other.setsPhone(number));
  });

  it("are twenty an hour to a network", async () => {
    const { ada, bob, server } = await world();
    const { ada: third, bob: fourth } = await world();
    const ip = somewhere();
    for (const person of [ada, bob, third, fourth]) {
      const proofs = proofsOn(await person.joinsOn("phone", { ip }), server.url);
      for (let nth = 1; nth <= 5; nth += 1) the("FlowStarted", await proofs.setsPhone(newNumber()));
    }
    const { ada: fifth } = await world();
    const neighbour = await fifth.joinsOn("phone", { ip: ip.replace(/\.7$/, ".99") });
    expect(codeOf(await neighbour.sends(documents.SET_PHONE, { phoneNumber: newNumber() }))).toBe("RATE_LIMITED");
    const elsewhere = await neighbour.sends(documents.SET_PHONE, { phoneNumber: newNumber() }, { ip: somewhere() });
    expect(elsewhere.body.errors).toBeUndefined();
  });
});
