import { DAY, world } from "../world.ts";
import { NEW_PASSWORD } from "../world/reset.ts";
import { the } from "../world/results.ts";
import { isSignedOut } from "../world/signed-out.ts";

describe("a reset with two-step verification on", () => {
  it("asks for the code of a device that has been trusted for three days, and never mails one", async () => {
    const { ada, later } = await world();
    const phone = await ada.trusts("phone");
    await later(3 * DAY);
    await phone.refreshes();
    const token = await ada.getsResetToken();

    const { ticket, challenge } = the("ResetVerificationRequired", await ada.saves(token));
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
});
