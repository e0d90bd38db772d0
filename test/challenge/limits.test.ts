import { randomInt } from "node:crypto";

import { HOUR, MINUTE, SECOND, world, wrong } from "../world.ts";
import type { Device } from "../world/device.ts";
import { the, type Result } from "../world/results.ts";

const methodsOf = (asked: Result<"VerificationRequired">) => asked.challenge.methods.map(({ method }) => method);

const count = (kinds: string[], kind: string) => kinds.filter((it) => it === kind).length;

/** Ada with a trusted phone that listens. */
const listening = async () => {
  const here = await world();
  const phone = await here.ada.trusts("phone");
  const requests = await phone.watchesRequests();
  return { ...here, phone, requests };
};

describe("requests on the trusted devices", () => {
  it("are shown three times in an hour; then the method is off for that hour, and the owner is told once", async () => {
    const { ada, phone, later } = await listening();
    for (const name of ["one", "two", "three"])
      expect((await ada.on(name).isAsked()).challenge.method).toBe("APP_NOTIFICATION");
    const fourth = await ada.on("four").isAsked();

    expect(fourth.challenge.method).toBe("EMAIL");
    expect(methodsOf(fourth)).not.toContain("APP_NOTIFICATION");
    expect(fourth.matchNumber).toBeNull();
    expect(await phone.shownCodes()).toHaveLength(3);
    await ada.on("five").isAsked();
    await ada.mailbox.letter("Sign-in requests are paused");
    expect((await ada.mailbox.subjects()).filter((it) => it?.startsWith("Sign-in requests"))).toHaveLength(1);
    await later(HOUR + SECOND);
    expect(methodsOf(await ada.on("six").isAsked())).toContain("APP_NOTIFICATION");
  });

  it("are off for other flows that are open as well", async () => {
    const { ada } = await listening();
    const first = ada.on("one");
    const { ticket } = await first.isAsked();
    the("CodeSent", await first.asksForCode(ticket, "EMAIL"));
    for (const name of ["two", "three"]) await ada.on(name).isAsked();
    const fourth = ada.on("four");
    const asked = await fourth.isAsked();

    expect(await fourth.asksForCode(asked.ticket, "APP_NOTIFICATION")).toMatchObject({ kind: "MethodUnavailable" });
  });

  it("are forgiven by a sign-in that was completed, and by nothing else", async () => {
    const { ada, phone, requests } = await listening();
    for (const name of ["one", "two"]) {
      const device = ada.on(name);
      const { ticket } = await device.isAsked();
      const { code } = (await requests.next()).request;
      the("SignedIn", await device.submits(ticket, code));
      await requests.next();
    }
    for (const name of ["three", "four", "five"]) {
      const asked = await ada.on(name).isAsked();
      expect(asked.challenge.method).toBe("APP_NOTIFICATION");
      await phone.denies(asked.challenge.id, "CANCELLED");
    }

    expect((await ada.on("six").isAsked()).challenge.method).toBe("EMAIL");
  });

  it("count once, however often the code is sent again", async () => {
    const { ada, later } = await listening();
    const first = ada.on("one");
    const { ticket } = await first.isAsked();
    for (let nth = 1; nth <= 4; nth += 1) {
      await later(MINUTE + SECOND);
      the("CodeSent", await first.asksForCode(ticket, "APP_NOTIFICATION"));
    }

    expect((await ada.on("two").isAsked()).challenge.method).toBe("APP_NOTIFICATION");
  });

  it("are never more than three, of eight at the same moment", async () => {
    const { ada, phone } = await listening();
    const asked = await Promise.all(Array.from({ length: 8 }, (_, nth) => ada.on(`device ${nth}`).isAsked()));

    expect(asked.filter(({ challenge }) => challenge.method === "APP_NOTIFICATION")).toHaveLength(3);
    expect(await phone.shownCodes()).toHaveLength(3);
  });
});

/** Gives wrong codes at sign-ins that are begun anew, each of five. */
const fails = async (device: Device, times: number) => {
  for (let left = times; left > 0; left -= 5) {
    const { ticket } = await device.isAsked();
    for (let nth = 0; nth < Math.min(left, 5); nth += 1)
      await device.submits(ticket, String(randomInt(1_000_000)).padStart(6, "0"));
  }
};

describe("wrong second steps", () => {
  it("lock at the tenth in an hour: what is open ends, and the owner is told once", async () => {
    const { ada, phone, requests, later } = await listening();
    const other = ada.on("the owner's own");
    const { ticket } = await other.isAsked();
    const { code } = (await requests.next()).request;
    const outcome = await other.watchesOutcome(ticket);
    await outcome.next();
    await fails(ada.on("another's"), 10);

    expect(await outcome.next()).toMatchObject({ status: "LOCKED" });
    expect(await other.submits(ticket, code)).toMatchObject({ kind: "TooManyAttempts" });
    expect(await other.signsIn()).toMatchObject({ kind: "TooManyAttempts" });
    expect(await other.signsIn({ password: "not the password" })).toMatchObject({ kind: "InvalidCredentials" });
    the("SignedIn", await phone.signsIn());
    await ada.mailbox.letter("Somebody entered wrong codes");
    expect(count(await phone.activity(), "ATTEMPTS_LOCKED")).toBe(1);
    await later(HOUR + SECOND);
    the("VerificationRequired", await other.signsIn());
    expect((await ada.mailbox.subjects()).filter((it) => it?.startsWith("Somebody entered"))).toHaveLength(1);
  });

  it("count a wrong number as one of them", async () => {
    const { ada, phone } = await listening();
    const device = ada.on("another's");
    await fails(device, 9);
    const { challenge, ticket } = await device.isAsked();
    const sent = challenge.method === "APP_NOTIFICATION" ? null : await device.asksForCode(ticket, "APP_NOTIFICATION");
    expect(sent?.kind ?? "CodeSent").toBe("CodeSent");
    const { matchNumber } = sent ? the("CodeSent", sent) : { matchNumber: null };
    await phone.approves(challenge.id, wrong(matchNumber ?? "00"));

    expect(await device.signsIn()).toMatchObject({ kind: "TooManyAttempts" });
  });

  it("protect the account at the hundredth since the last right one", async () => {
    const { ada, phone, later } = await listening();
    const device = ada.on("another's");
    await fails(device, 10);
    await later(HOUR + SECOND);
    const own = ada.on("the owner's own");
    const { ticket } = await own.isAsked();
    the("CodeSent", await own.asksForCode(ticket, "APP_NOTIFICATION"));
    await phone.refreshes();
    the("SignedIn", await own.submits(ticket, (await phone.shownCodes()).at(-1) ?? "", { trustDevice: false }));
    for (let hour = 1; hour <= 9; hour += 1) {
      await fails(device, 10);
      await later(HOUR + SECOND);
    }
    await fails(device, 9);
    await phone.refreshes();
    expect(count(await phone.activity(), "ACCOUNT_PROTECTED")).toBe(0);
    const last = await device.isAsked();
    await device.submits(last.ticket, "000000");

    the("PasswordResetRequired", await phone.signsIn());
    expect((await ada.mailbox.letter("Your account is protected")).text).toMatch(/reset-password#/);
  }, 60_000);

  it("at a reauthentication have a counter of their own", async () => {
    const { ada, phone, requests } = await listening();
    const tablet = ada.on("tablet");
    const { ticket } = await tablet.isAsked();
    the("SignedIn", await tablet.submits(ticket, (await requests.next()).request.code));
    const reauthenticates = (verification: object | null) =>
      tablet.does(
        `mutation ($password: String!, $verification: TicketCodeInput) {
          result: reauthenticate(password: $password, verification: $verification) {
            kind: __typename ... on ReauthenticationVerificationRequired { ticket } ... on TooManyAttempts { retryAt }
          }
        }`,
        { password: "horse staple orbit lantern", verification },
      );
    for (let flow = 1; flow <= 2; flow += 1) {
      const asked = (await reauthenticates(null)) as unknown as { ticket: string };
      for (let nth = 0; nth < 5; nth += 1)
        expect(await reauthenticates({ ticket: asked.ticket, code: "000000" })).toMatchObject({
          kind: "CodeIncorrect",
        });
    }

    expect(await reauthenticates(null)).toMatchObject({ kind: "TooManyAttempts" });
    the("VerificationRequired", await ada.on("another").signsIn());
    expect(await phone.reauthenticates()).toMatchObject({ kind: "Reauthenticated" });
  });
});
