import { DAY, SECOND, world } from "../world.ts";
import { codeOf } from "../world/api.ts";
import * as documents from "../world/documents.ts";
import { NEW_PASSWORD } from "../world/reset.ts";
import { the, type Result } from "../world/results.ts";

/** Somebody on ada's phone turned two-step verification off, and she was told by mail. */
const turnedOff = async () => {
  const here = await world();
  const { ada, stranger } = here;
  const phone = await ada.trusts("phone");
  const tablet = ada.on("tablet");
  const { ticket } = await tablet.isAsked();
  the("SignedIn", await tablet.submits(ticket, await ada.mailbox.code("verification code")));
  await phone.turnsOffTwoStep();
  const token = await ada.mailbox.linkTo("undo", "turned off");
  const undoes = async (it = token) =>
    (await stranger(documents.UNDO_CHANGE, { variables: { token: it } })).body.data?.result as Result;
  return { ...here, phone, tablet, token, undoes };
};

describe("undoing a change by the link in its letter", () => {
  it("restores what was there, ends every session and protects the account", async () => {
    const { ada, phone, undoes } = await turnedOff();
    the("SignedIn", await ada.on("another's phone").signsIn());

    expect(await undoes()).toMatchObject({ kind: "AccountSecured", sessionsEnded: 2 });
    expect(codeOf(await phone.sends(`{ me { id } }`))).toBe("UNAUTHENTICATED");
    the("PasswordResetRequired", await phone.signsIn());
    expect(await phone.signsIn({ password: "not the password" })).toMatchObject({ kind: "InvalidCredentials" });
  });

  it("turns on again what was turned off, as the next sign-in after the reset shows", async () => {
    const { ada, phone, undoes } = await turnedOff();
    await undoes();

    the("PasswordReset", await ada.saves(await ada.resetToken("Your account is protected")));
    const { ticket } = the("VerificationRequired", await phone.signsIn({ password: NEW_PASSWORD }));
    the("SignedIn", await phone.submits(ticket, await ada.mailbox.code("verification code")));
    const { me } = await phone.reads(`{ me { loginActivity { edges { node { kind } } } } }`);
    const kinds = me.loginActivity.edges.map(({ node }: { node: { kind: string } }) => node.kind);
    expect(kinds).toEqual(expect.arrayContaining(["CHANGE_UNDONE", "ACCOUNT_PROTECTED", "TWO_STEP_DISABLED"]));
  });

  it("tells the owner how to open the account, with advice for the new password", async () => {
    const { ada, undoes } = await turnedOff();
    await undoes();

    const { text } = await ada.mailbox.letter("Your account is protected");
    expect(text).toMatch(/Choose a new password:\nhttp\S+\/reset-password#\S+/);
    expect(text).toMatch(/Use it nowhere else/);
    expect(text).toMatch(/suggest one/);
  });

  it("may be said again, and then does nothing more", async () => {
    const { ada, undoes } = await turnedOff();
    await undoes();

    expect(await undoes()).toEqual({ kind: "AccountSecured", sessionsEnded: 0 });
    const subjects = await ada.mailbox.subjects();
    expect(subjects.filter((it) => it?.startsWith("Your account is protected")).length).toBeLessThan(2);
  });

  it("is done once, of many at the same moment", async () => {
    const { undoes } = await turnedOff();

    const answers = await Promise.all(Array.from({ length: 10 }, () => undoes()));
    expect(new Set(answers.map(({ kind }) => kind))).toEqual(new Set(["AccountSecured"]));
    expect(answers.filter((it) => the("AccountSecured", it).sessionsEnded > 0)).toHaveLength(1);
  });

  it("works for 72 hours, and says then that it has ended", async () => {
    const { undoes, later } = await turnedOff();
    await later(3 * DAY + SECOND);

    expect(await undoes()).toMatchObject({ kind: "LinkInvalid", state: "ENDED" });
    expect(await undoes("unknown")).toMatchObject({ kind: "LinkInvalid", state: "UNKNOWN" });
  });

  it("still works shortly before", async () => {
    const { undoes, later } = await turnedOff();
    await later(3 * DAY - 60 * SECOND);

    the("AccountSecured", await undoes());
  });

  it("is never run by an address that a browser keeps", async () => {
    const { server, token } = await turnedOff();
    const query = `mutation { undoChange(token: "${token}") { __typename } }`;
    const { status } = await fetch(`${server.url}/graphql?query=${encodeURIComponent(query)}`);

    expect(status).toBe(405);
  });
});
