import { DAY, HOUR, MINUTE, SECOND, world, wrong, type Person } from "../world.ts";
import { codeOf } from "../world/api.ts";
import type { Device } from "../world/device.ts";
import { NEW_PASSWORD } from "../world/reset.ts";
import { the } from "../world/results.ts";
import { isSignedOut } from "../world/signed-out.ts";

const NOT_ME = `mutation ($input: DenyVerificationInput!) { result: denyVerification(input: $input) { kind: __typename } }`;

/** Somebody whose phone has been trusted for three days. */
const seasoned = async (whose: Person, later: (ms: number) => Promise<void>): Promise<Device> => {
  const phone = await whose.trusts("phone");
  await later(3 * DAY);
  await phone.refreshes();
  return phone;
};

const asked = async (whose: Person, token: string) => the("ResetVerificationRequired", await whose.saves(token));

describe("a reset with two-step verification on", () => {
  it("asks for the code of a device that has been trusted for three days, and never mails one", async () => {
    const { ada, later } = await world();
    const phone = await seasoned(ada, later);
    const token = await ada.getsResetToken();

    const { ticket, challenge } = await asked(ada, token);
    expect(challenge).toMatchObject({
      purpose: "RESET_PASSWORD",
      status: "PENDING",
      methods: [{ method: "APP_NOTIFICATION" }],
      deliveries: [],
    });
    expect(await phone.asksForCode(ticket, "EMAIL")).toMatchObject({ kind: "MethodUnavailable" });
    expect(await phone.shownCodes()).toEqual([]);
    the("CodeSent", await phone.asksForCode(ticket, "APP_NOTIFICATION"));
    const [code] = await phone.shownCodes();
    the("PasswordReset", await ada.saves(token, NEW_PASSWORD, { verification: { ticket, code: code! } }));
    await isSignedOut(phone);
    expect(await phone.signsIn({ password: NEW_PASSWORD })).toMatchObject({ kind: "VerificationRequired" });
  });

  it("is not proven by a device of the last three days, nor without any", async () => {
    const { ada, later } = await world();
    const phone = await ada.trusts("phone");
    await later(3 * DAY - HOUR);
    await phone.refreshes();
    const token = await ada.getsResetToken();
    const { ticket, challenge } = await asked(ada, token);

    expect(challenge.methods).toEqual([]);
    for (const method of ["APP_NOTIFICATION", "EMAIL"])
      expect(await phone.asksForCode(ticket, method)).toMatchObject({ kind: "MethodUnavailable" });
    expect(await ada.saves(token)).toMatchObject({ kind: "ResetVerificationRequired" });
  });

  it("counts its own wrong codes: five close a flow, ten an hour every flow, and none shuts the sign-in", async () => {
    const { ada, later } = await world();
    const phone = await seasoned(ada, later);
    const token = await ada.getsResetToken();
    for (let flow = 1; flow <= 2; flow += 1) {
      const { ticket } = await asked(ada, token);
      the("CodeSent", await phone.asksForCode(ticket, "APP_NOTIFICATION"));
      const [code] = await phone.shownCodes();
      for (const attemptsRemaining of [4, 3, 2, 1, 0])
        expect(await ada.saves(token, NEW_PASSWORD, { verification: { ticket, code: wrong(code!) } })).toMatchObject({
          kind: "CodeIncorrect",
          attemptsRemaining,
        });
    }

    expect(await ada.saves(token)).toMatchObject({ kind: "TooManyAttempts" });
    the("VerificationRequired", await ada.on("a laptop").signsIn());
    await later(HOUR + SECOND);
    await asked(ada, await ada.getsResetToken());
  });

  it("takes no code that was asked for with another link, or by another account", async () => {
    const { ada, bob, later } = await world();
    const phone = await seasoned(ada, later);
    const bobs = await seasoned(bob, later);
    await phone.refreshes();
    const [token, other] = [await ada.getsResetToken(), await bob.getsResetToken()];
    const { ticket } = await asked(bob, other);
    the("CodeSent", await bobs.asksForCode(ticket, "APP_NOTIFICATION"));
    const [code] = await bobs.shownCodes();

    expect(await ada.saves(token, NEW_PASSWORD, { verification: { ticket, code: code! } })).toMatchObject({
      kind: "ChallengeClosed",
      status: "EXPIRED",
    });
    the("PasswordReset", await bob.saves(other, NEW_PASSWORD, { verification: { ticket, code: code! } }));
  });

  it("ends every open challenge", async () => {
    const { ada, later } = await world();
    const phone = await seasoned(ada, later);
    const laptop = ada.on("a laptop");
    const open = await laptop.isAsked();
    const token = await ada.getsResetToken();
    const { ticket } = await asked(ada, token);
    the("CodeSent", await phone.asksForCode(ticket, "APP_NOTIFICATION"));
    const [code] = await phone.shownCodes();
    the("PasswordReset", await ada.saves(token, NEW_PASSWORD, { verification: { ticket, code: code! } }));

    expect(await laptop.submits(open.ticket, "123456")).toMatchObject({ kind: "ChallengeClosed", status: "CANCELLED" });
  });
});

describe("a reset of somebody who has nothing at hand", () => {
  it("is held for a day, told by mail, and then a new link asks for nothing more", async () => {
    const { ada, later } = await world();
    const phone = await seasoned(ada, later);
    const token = await ada.getsResetToken();
    const { opensAt } = the("PasswordResetHeld", await ada.saves(token, NEW_PASSWORD, { cannotVerify: true }));

    expect(await ada.saves(token, NEW_PASSWORD, { cannotVerify: true })).toEqual({
      kind: "PasswordResetHeld",
      opensAt,
    });
    expect(await phone.activity()).toContain("PASSWORD_RESET_HELD");
    the("SignedIn", await phone.signsIn());
    await later(24 * HOUR - MINUTE);
    await asked(ada, await ada.getsResetToken());
    await later(MINUTE + SECOND);
    the("PasswordReset", await ada.saves(await ada.getsResetToken()));
    expect((await ada.mailbox.subjects()).filter((it) => /without a code/.test(it ?? "")).length).toBe(1);
  });

  it("is asked again where the link is older than the end of the wait, or nobody came for three days", async () => {
    const { ada, later } = await world();
    await seasoned(ada, later);
    the("PasswordResetHeld", await ada.saves(await ada.getsResetToken(), NEW_PASSWORD, { cannotVerify: true }));
    await later(24 * HOUR - MINUTE);
    const older = await ada.getsResetToken();
    await later(2 * MINUTE);
    await asked(ada, older);

    await later(3 * DAY);
    await asked(ada, await ada.getsResetToken());
  });

  it("is stopped by NOT_ME on a device that has been trusted for three days", async () => {
    const { ada, later } = await world();
    const phone = await seasoned(ada, later);
    const token = await ada.getsResetToken();
    const { ticket } = await asked(ada, token);
    the("CodeSent", await phone.asksForCode(ticket, "APP_NOTIFICATION"));
    the("PasswordResetHeld", await ada.saves(token, NEW_PASSWORD, { cannotVerify: true }));
    const [request] = (await phone.reads(`{ pendingVerificationRequests { id } }`)).pendingVerificationRequests;
    expect(codeOf(await phone.sends(NOT_ME, { input: { requestId: request.id, reason: "NOT_ME" } }))).toBeNull();

    await later(24 * HOUR + MINUTE);
    await asked(ada, await ada.getsResetToken());
  });

  it("is not held where mail is all there is", async () => {
    const { ada } = await world();
    await ada.joinsOn("phone");
    the("PasswordReset", await ada.saves(await ada.getsResetToken(), NEW_PASSWORD, { cannotVerify: true }));
  });
});
