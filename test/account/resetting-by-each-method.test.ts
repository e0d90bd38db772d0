import { DAY, MINUTE, SECOND, world, type Person } from "../world.ts";
import { proofsOn, shownBy, somewhere } from "../world/proofs.ts";
import { NEW_PASSWORD } from "../world/reset.ts";
import { the } from "../world/results.ts";
import { OUR_ORIGIN } from "../world/server.ts";
import { until } from "../world/until.ts";

/** Of all tests of this file: they share the server's clock. */
let turnedInAll = 0;

const turn = async (ms: number): Promise<void> => {
  turnedInAll += ms;
  await (await world()).later(ms);
};

/** Ada with a number, an app and recovery codes, all older than three days. */
const seasoned = async () => {
  const { ada, server } = await world();
  const phone = await ada.trusts("phone", { ip: somewhere() });
  const proofs = proofsOn(phone, server.url);
  const { sms } = await proofs.hasPhone();
  const secret = await proofs.hasApp("Aegis", Date.now() + turnedInAll);
  const codes = await proofs.makesCodes();
  await turn(3 * DAY + SECOND);
  return { ada, phone, sms, codes, shownCode: () => shownBy(secret, Date.now() + turnedInAll) };
};

/** The link of a letter, and what it asks for. */
const asked = async (ada: Person) => {
  const token = await ada.getsResetToken();
  return { token, ...the("ResetVerificationRequired", await ada.saves(token)) };
};

describe("a reset with two-step verification on and more than a device", () => {
  it("is proven by an SMS to the number of the account", async () => {
    const { ada, phone, sms } = await seasoned();
    const { token, ticket, challenge } = await asked(ada);
    expect(challenge.methods.map(({ method }) => method)).toEqual([
      ...["AUTHENTICATOR", "SMS", "RECOVERY_CODE", "APP_NOTIFICATION"],
    ]);
    expect(await sms.next()).toMatch(/now|number/i);
    the("CodeSent", await phone.asksForCode(ticket, "SMS"));
    const text = await sms.next();
    const [, code = ""] = /^(\d{6}) is/.exec(text) ?? [];
    // Bound to the page where it is typed, on a line of its own at the end.
    expect(text.split("\n").slice(1)).toEqual([`@${new URL(OUR_ORIGIN).host} #${code}`]);
    expect(text.length).toBeLessThanOrEqual(160);
    const verification = { ticket, code, method: "SMS" };

    the("PasswordReset", await ada.saves(token, NEW_PASSWORD, { verification }));
  });

  it("is held where none of it is at hand, and told at once by mail, SMS and push", async () => {
    const { ada, phone, sms } = await seasoned();
    const { inbox } = await world();
    await phone.refreshes();
    await phone.reads(`mutation ($input: RegisterPushTokenInput!) { registerPushToken(input: $input) { id } }`, {
      input: { token: `push-${phone.installationId}`, notificationsAllowed: true },
    });
    const { token } = await asked(ada);
    expect(await sms.next()).toMatch(/now|number/i);
    the("PasswordResetHeld", await ada.saves(token, NEW_PASSWORD, { cannotVerify: true }));

    await ada.mailbox.letter(/without a code/);
    expect(await sms.next()).toMatch(/without a code/);
    const pushes = async () => (await inbox()).filter(({ to }) => to === `push-${phone.installationId}`);
    await until(async () => (await pushes()).some(({ text }) => text.includes("without a code")));
  });

  it("is proven by the code of an authenticator app", async () => {
    const { ada, shownCode } = await seasoned();
    const { token, ticket } = await asked(ada);
    const verification = { ticket, code: shownCode(), method: "AUTHENTICATOR" };

    the("PasswordReset", await ada.saves(token, NEW_PASSWORD, { verification }));
  });

  it("is proven by a recovery code as people write it down, once", async () => {
    const { ada, codes } = await seasoned();
    const [code = ""] = codes;
    const { token, ticket } = await asked(ada);
    const written = { ticket, code: ` ${code.toLowerCase()} `, method: "RECOVERY_CODE" };
    the("PasswordReset", await ada.saves(token, NEW_PASSWORD, { verification: written }));

    await turn(MINUTE);
    const again = await asked(ada);
    const verification = { ...written, ticket: again.ticket };
    expect(await ada.saves(again.token, NEW_PASSWORD, { verification })).toMatchObject({ kind: "CodeIncorrect" });
  });
});
