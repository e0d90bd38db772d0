import { DAY, SECOND, world } from "../world.ts";
import { codeOf } from "../world/api.ts";
import { IN_AMERICA, type Device } from "../world/device.ts";
import * as documents from "../world/documents.ts";
import { NEW_PASSWORD } from "../world/reset.ts";
import { the, type Result } from "../world/results.ts";

const IN_GERMANY = "2a02:908:1234:5678::9";
const NEW_SIGN_IN = "New sign-in to your account";

/** Somebody signed in on a new phone in ada's name, by a code that was mailed. */
const intruded = async () => {
  const here = await world();
  const { ada, stranger } = here;
  const phone = await ada.trusts("phone");
  const intruder = ada.on("another's phone", { ip: IN_AMERICA });
  const { ticket } = await intruder.isAsked();
  the("SignedIn", await intruder.submits(ticket, await ada.mailbox.code("verification code")));
  const [row] = await phone.rows("SIGNED_IN");
  const answersByMail = async (token: string, wasMe: boolean) =>
    (await stranger(documents.ANSWER_MAILED, { variables: { token, wasMe } })).body.data?.result as Result;
  return { ...here, phone, intruder, rowId: row?.id ?? "", answersByMail };
};

const isSignedIn = async (device: Device) => codeOf(await device.sends(`{ me { id } }`)) === null;

describe("answering a row of one's own activity", () => {
  it("with no, from a trusted device, ends that device and what was begun since, and protects the account", async () => {
    const { ada, phone, intruder, rowId } = await intruded();
    expect(await phone.answers(rowId, false)).toMatchObject({ id: rowId, wasMe: false });

    expect([await isSignedIn(phone), await isSignedIn(intruder)]).toEqual([true, false]);
    expect(await phone.trustedDevices()).toMatchObject([{ name: "phone" }]);
    the("PasswordResetRequired", await intruder.signsIn());
    expect((await ada.mailbox.letter("Your account is protected")).text).toMatch(/reset-password#/);
    expect(await phone.activity()).toContain("ACCOUNT_PROTECTED");
  });

  it("with no, about a try that came to nothing, ends nobody's trust", async () => {
    const { ada, phone, intruder } = await intruded();
    await ada.on("a third").signsIn({ password: "not the password" });
    const [failed] = await phone.rows("SIGN_IN_FAILED");
    await phone.answers(failed?.id ?? "", false);

    expect(await isSignedIn(intruder)).toBe(true);
    the("PasswordResetRequired", await phone.signsIn());
  });

  it("may be said again, and stays no", async () => {
    const { phone, rowId } = await intruded();
    await phone.answers(rowId, false);

    expect(await phone.answers(rowId, false)).toMatchObject({ wasMe: false });
    expect(await phone.answers(rowId, true)).toMatchObject({ wasMe: false });
    expect((await phone.activity()).filter((kind) => kind === "ACCOUNT_PROTECTED")).toHaveLength(1);
  });

  it("with yes, quiets the device and its provider", async () => {
    const { ada } = await world();
    const phone = await ada.trusts("phone");
    const tablet = ada.on("tablet", { ip: IN_AMERICA });
    await tablet.isAsked();
    const [asked] = await phone.rows("VERIFICATION_REQUESTED");
    expect(asked?.risks).toEqual(expect.arrayContaining(["NEW_DEVICE", "NEW_PROVIDER"]));
    expect(await phone.answers(asked?.id ?? "", true)).toMatchObject({ wasMe: true });

    const { ticket } = await tablet.isAsked();
    const [again] = await phone.rows("VERIFICATION_REQUESTED");
    // It is still far away.
    expect(again?.risks).toEqual(["IMPOSSIBLE_TRAVEL"]);
    await ada.mailbox.code("verification code");
    the("SignedIn", await tablet.submits(ticket, await ada.mailbox.code("verification code")));
    the("SignedIn", await tablet.signsIn());

    // Another device there is new by itself alone, and all that is told of.
    const laptop = ada.on("laptop", { ip: IN_AMERICA });
    const asking = await laptop.isAsked();
    expect((await phone.rows("VERIFICATION_REQUESTED"))[0]?.risks).toEqual(["NEW_DEVICE"]);
    the("SignedIn", await laptop.submits(asking.ticket, await ada.mailbox.code("verification code")));
    expect((await ada.mailbox.letter(NEW_SIGN_IN)).text).toContain("laptop");
    expect((await ada.mailbox.subjects()).filter((it) => it === NEW_SIGN_IN)).toHaveLength(1);
  });

  it("with yes, quiets no other country, and is taken back by a no to the same device", async () => {
    const { ada } = await world();
    const phone = await ada.trusts("phone");
    const tablet = ada.on("tablet", { ip: IN_AMERICA });
    const { ticket } = await tablet.isAsked();
    const [asked] = await phone.rows("VERIFICATION_REQUESTED");
    await phone.answers(asked?.id ?? "", true);
    the("SignedIn", await tablet.submits(ticket, await ada.mailbox.code("verification code")));
    the("SignedIn", await tablet.signsIn({ from: IN_GERMANY }));
    expect((await ada.mailbox.letter(NEW_SIGN_IN)).text).toMatch(/country that it has not been used from before/);

    const [abroad] = await phone.rows("SIGNED_IN");
    await phone.answers(abroad?.id ?? "", false);
    const [takenBack] = await phone.rows("VERIFICATION_REQUESTED");
    expect(takenBack).toMatchObject({ id: asked?.id, wasMe: null });
  });

  it("is for its owner alone, and with two steps on for trusted devices alone", async () => {
    const { ada, bob, phone, rowId } = await intruded();
    const answer = { activityId: rowId, wasMe: false };
    const bobs = await bob.joinsOn("phone");
    expect(codeOf(await bobs.sends(documents.ANSWER_ACTIVITY, answer))).toBe("NOT_FOUND");
    expect(codeOf(await phone.sends(documents.ANSWER_ACTIVITY, { ...answer, activityId: "no" }))).toBe("NOT_FOUND");
    expect(codeOf(await phone.sends(documents.ANSWER_ACTIVITY, answer, { token: null }))).toBe("UNAUTHENTICATED");

    const laptop = ada.on("laptop");
    const { ticket } = await laptop.isAsked();
    const code = await ada.mailbox.code("verification code");
    the("SignedIn", await laptop.submits(ticket, code, { trustDevice: false }));
    expect(codeOf(await laptop.sends(documents.ANSWER_ACTIVITY, answer))).toBe("FORBIDDEN");
  });

  it("with two steps off is for any session, and ends every one", async () => {
    const { ada } = await world();
    const phone = await ada.joinsOn("phone");
    const other = ada.on("another's phone");
    the("SignedIn", await other.signsIn());
    const [row] = await phone.rows("SIGNED_IN");
    await phone.answers(row?.id ?? "", false);

    expect([await isSignedIn(phone), await isSignedIn(other)]).toEqual([false, false]);
    the("PasswordResetRequired", await phone.signsIn());
  });
});

describe("the letter about a new sign-in", () => {
  it("tells the time, the place and the device, how rough the place is, and leads to one page", async () => {
    const { ada, phone } = await intruded();
    const { text, html } = await ada.mailbox.letter(NEW_SIGN_IN);
    const { me } = await phone.reads(
      `{ me { loginActivity(filter: { kinds: [SIGNED_IN] }) { edges { node { at } } } } }`,
    );
    const at = new Date(me.loginActivity.edges[0].node.at);
    const time = at.toLocaleTimeString("en-GB", { timeZone: "UTC", hour: "2-digit", minute: "2-digit" });
    const when = new RegExp(`^When: \\w+ ${at.getUTCDate()}, ${at.getUTCFullYear()} at ${time} UTC$`, "m");
    for (const said of [when, /^Device: another's phone \(Pixel 8/m, /^Where: San Jose, .*Comcast/m, /not from GPS/])
      expect(text).toMatch(said);
    const links = [...(html ?? "").matchAll(/href="([^"]*)"/g)].map(([, href]) => href);
    expect(links).toEqual([expect.stringContaining("/was-it-you")]);
    expect(text.match(/https?:/g)).toHaveLength(1);
  });
});

describe("the link in the letter about a new sign-in", () => {
  it("shows what it asks about, to whoever reads the mailbox, by POST alone", async () => {
    const { ada, stranger, server } = await intruded();
    const token = await ada.mailbox.linkTo("was-it-you", NEW_SIGN_IN);
    const query = `query ($token: String!) {
      mailedActivity(token: $token) { kind app { name } device { name } location { countryCode } wasMe }
    }`;

    expect((await stranger(query, { variables: { token } })).body.data).toEqual({
      mailedActivity: {
        kind: "SIGNED_IN",
        app: { name: "Kasa" },
        device: { name: "another's phone" },
        location: { countryCode: "US" },
        wasMe: null,
      },
    });
    expect((await stranger(query, { variables: { token: "unknown" } })).body.data).toEqual({ mailedActivity: null });
    const inAddress = `{ mailedActivity(token: "${token}") { kind } }`;
    expect((await fetch(`${server.url}/graphql?query=${encodeURIComponent(inAddress)}`)).status).toBe(405);
  });

  it("with no ends every session, protects the account, and may be said again", async () => {
    const { ada, phone, intruder, answersByMail } = await intruded();
    const token = await ada.mailbox.linkTo("was-it-you", NEW_SIGN_IN);

    expect(await answersByMail(token, false)).toMatchObject({ kind: "AccountSecured", sessionsEnded: 2 });
    expect([await isSignedIn(phone), await isSignedIn(intruder)]).toEqual([false, false]);
    the("PasswordResetRequired", await phone.signsIn());
    expect(await answersByMail(token, false)).toEqual({ kind: "AccountSecured", sessionsEnded: 0 });
    expect(await answersByMail(token, true)).toEqual({ kind: "AccountSecured", sessionsEnded: 0 });
  });

  it("with no undoes what was changed since: two-step verification is on again", async () => {
    const { ada, phone, intruder, answersByMail } = await intruded();
    await intruder.turnsOffTwoStep();
    expect(await isSignedIn(phone)).toBe(false);
    the("AccountSecured", await answersByMail(await ada.mailbox.linkTo("was-it-you", NEW_SIGN_IN), false));

    the("PasswordReset", await ada.saves(await ada.resetToken("Your account is protected")));
    the("VerificationRequired", await intruder.signsIn({ password: NEW_PASSWORD }));
    the("VerificationRequired", await phone.signsIn({ password: NEW_PASSWORD }));
  });

  it("with yes confirms it, and may still be taken back", async () => {
    const { ada, phone, rowId, answersByMail } = await intruded();
    const token = await ada.mailbox.linkTo("was-it-you", NEW_SIGN_IN);

    the("ActivityConfirmed", await answersByMail(token, true));
    the("ActivityConfirmed", await answersByMail(token, true));
    expect((await phone.rows("SIGNED_IN")).find(({ id }) => id === rowId)?.wasMe).toBe(true);
    the("AccountSecured", await answersByMail(token, false));
  });

  it("works for 72 hours, and says then that it has ended", async () => {
    const { ada, answersByMail, later } = await intruded();
    const token = await ada.mailbox.linkTo("was-it-you", NEW_SIGN_IN);
    await later(3 * DAY + SECOND);

    expect(await answersByMail(token, false)).toMatchObject({ kind: "LinkInvalid", state: "ENDED" });
    expect(await answersByMail("unknown", false)).toMatchObject({ kind: "LinkInvalid", state: "UNKNOWN" });
  });
});

describe("a sign-in from a new device", () => {
  it("is pushed to every trusted device as well", async () => {
    const { ada, inbox } = await world();
    const phone = await ada.trusts("phone");
    const token = `push-${phone.installationId}`;
    await phone.reads(`mutation ($input: RegisterPushTokenInput!) { registerPushToken(input: $input) { id } }`, {
      input: { token, notificationsAllowed: true },
    });
    const tablet = ada.on("tablet");
    const { ticket } = await tablet.isAsked();
    const pushes = async () => (await inbox()).filter(({ to }) => to === token);
    the("SignedIn", await tablet.submits(ticket, (await phone.shownCodes()).at(-1) ?? ""));
    await ada.mailbox.letter(NEW_SIGN_IN);

    const told = (await pushes()).filter(({ subject }) => subject === NEW_SIGN_IN);
    expect(told).toHaveLength(1);
    expect(told[0]?.text).toContain("tablet");
  });
});
