import { createConnection } from "mongoose";

import { DAY, MINUTE, PASSWORD, SECOND, world, wrong, type Person } from "../world.ts";
import { codeOf } from "../world/api.ts";
import { IN_AMERICA, type Device } from "../world/device.ts";
import * as documents from "../world/documents.ts";
import { mailboxOf } from "../world/inbox.ts";
import { NEW_PASSWORD } from "../world/reset.ts";
import { the } from "../world/results.ts";
import { until } from "../world/until.ts";
import { isSignedOut } from "../world/signed-out.ts";

const WRONG = "not the password at all";

const changesPassword = (device: Device, newPassword = NEW_PASSWORD, currentPassword = PASSWORD) =>
  device.does(documents.CHANGE_PASSWORD, { input: { currentPassword, newPassword } });
/** With the mailed code; it is trusted from then on. */
const entersWithCode = async (device: Device, { mailbox }: Person) => {
  const { ticket } = await device.isAsked();
  the("SignedIn", await device.submits(ticket, await mailbox.code(), { trustDevice: true }));
};
const changesEmail = async (device: Device, newEmail: string) =>
  the("FlowStarted", await device.does(documents.CHANGE_EMAIL, { newEmail }));
const confirmsEmail = (device: Device, ticket: string, code: string) =>
  device.does(documents.CONFIRM_EMAIL_CHANGE, { input: { ticket, code } });
const deletes = (device: Device, password = PASSWORD) => device.does(documents.DELETE_ACCOUNT, { password });

describe("changing the password", () => {
  it("ends every other session and every open challenge, and leaves trust alone", async () => {
    const { ada } = await world();
    const phone = await ada.trusts("phone");
    const laptop = ada.on("a laptop", { ip: IN_AMERICA });
    await entersWithCode(laptop, ada);
    const tablet = ada.on("a tablet");
    const open = await tablet.isAsked();

    const { sessionsEnded, account } = the("PasswordChanged", await changesPassword(phone));
    expect(sessionsEnded).toBe(1);
    expect(account.email).toBe(ada.email);
    await isSignedOut(laptop);
    expect(await laptop.refreshes()).toMatchObject({ kind: "SessionEnded", reason: "PASSWORD_CHANGED" });
    expect(await tablet.submits(open.ticket, "123456")).toMatchObject({ kind: "ChallengeClosed", status: "CANCELLED" });
    expect(await phone.trustedDevices()).toHaveLength(2);
    expect(await laptop.signsIn()).toMatchObject({ kind: "InvalidCredentials" });
    the("SignedIn", await laptop.signsIn({ password: NEW_PASSWORD }));
    expect(await phone.activity()).toContain("PASSWORD_CHANGED");
    const { text } = await ada.mailbox.letter("Your password was changed");
    expect(text).toMatch(/\/undo#[\w-]{43}$/m);
  });

  it("tells every other trusted device, on its socket and by push, and not the one where it was changed", async () => {
    const { ada, inbox } = await world();
    const phone = await ada.trusts("phone");
    const laptop = ada.on("a laptop", { ip: IN_AMERICA });
    await entersWithCode(laptop, ada);
    for (const device of [phone, laptop])
      await device.reads(`mutation ($input: RegisterPushTokenInput!) { registerPushToken(input: $input) { id } }`, {
        input: { token: `push-${device.installationId}`, notificationsAllowed: true },
      });
    const ended = await laptop.watches(documents.SESSION_ENDED);
    the("PasswordChanged", await changesPassword(phone));

    expect(await ended.next()).toMatchObject({ kind: "SessionEnded", reason: "PASSWORD_CHANGED" });
    expect(await ended.socket.closed).toMatchObject({ code: 4403 });
    const pushesTo = async ({ installationId }: Device) =>
      (await inbox()).filter(({ to, subject }) => to === `push-${installationId}` && subject?.includes("password"));
    await until(async () => (await pushesTo(laptop)).length === 1);
    expect(await pushesTo(laptop)).toMatchObject([
      { subject: "Your password was changed", data: { undoUrl: expect.stringMatching(/\/undo#[\w-]{43}$/) } },
    ]);
    expect(await pushesTo(phone)).toEqual([]);
  });

  it("asks for the old one, within the limits of signing in, and for a good new one", async () => {
    const { ada, later } = await world();
    const phone = await ada.joinsOn("phone");

    expect(await changesPassword(phone, "password1")).toMatchObject({ kind: "PasswordTooWeak" });
    expect(await changesPassword(phone, ada.email)).toMatchObject({ kind: "PasswordTooWeak" });
    for (let nth = 1; nth <= 10; nth += 1)
      expect(await changesPassword(phone, NEW_PASSWORD, WRONG)).toMatchObject({ kind: "InvalidCredentials" });
    expect(await changesPassword(phone)).toMatchObject({ kind: "TooManyAttempts" });
    expect(await phone.reauthenticates()).toMatchObject({ kind: "TooManyAttempts" });
    expect(await deletes(phone)).toMatchObject({ kind: "TooManyAttempts" });
    expect(await phone.signsIn()).toMatchObject({ kind: "TooManyAttempts" });
    await later(15 * MINUTE + SECOND);
    await phone.refreshes();
    the("PasswordChanged", await changesPassword(phone));
  });

  it("voids the links to a new password that were mailed", async () => {
    const { ada } = await world();
    const phone = await ada.joinsOn("phone");
    const token = await ada.getsResetToken();
    the("PasswordChanged", await changesPassword(phone));

    expect(await ada.saves(token)).toMatchObject({ kind: "ResetLinkInvalid" });
  });
});

describe("changing the address", () => {
  it("asks the new address for a code, and tells both; the old one can undo it", async () => {
    const { ada, bob, server } = await world();
    const phone = await ada.joinsOn("phone");
    const { ticket, challenge } = await changesEmail(phone, bob.email);
    expect(challenge).toMatchObject({ purpose: "CHANGE_EMAIL", method: "EMAIL" });
    expect(challenge.methods[0]!.destination).toMatch(/^b\*\*\*@/);
    const code = await bob.mailbox.code();

    expect(await confirmsEmail(phone, ticket, wrong(code))).toMatchObject({ kind: "CodeIncorrect" });
    expect(the("Confirmed", await confirmsEmail(phone, ticket, code)).account.email).toBe(bob.email);
    expect(await phone.activity()).toContain("EMAIL_CHANGED");
    expect(await phone.reads(`{ me { email } }`)).toEqual({ me: { email: bob.email } });
    expect(await ada.on("a laptop").signsIn()).toMatchObject({ kind: "InvalidCredentials" });
    const [toOld, toNew] = [ada, bob].map(({ email }) => mailboxOf(server.url, email).letter("was changed"));
    expect((await toOld)!.text).toMatch(/\/undo#[\w-]{43}$/m);
    expect((await toOld)!.text).not.toContain(bob.email);
    expect((await toNew)!.text).not.toContain("/undo");
  });

  it("answers alike for an address that is taken; its owner gets a letter, and no code ever fits", async () => {
    const { ada, bob, server } = await world();
    const phone = await ada.joinsOn("phone");
    await bob.joinsOn("bob's phone");
    const free = await changesEmail(phone, `free.${bob.email}`);
    const code = await mailboxOf(server.url, `free.${bob.email}`).code();
    const taken = await changesEmail(phone, bob.email);

    const shape = ({ challenge: { id: _, ...challenge }, ...rest }: typeof taken) =>
      JSON.stringify({ ...rest, challenge, ticket: "" }).replaceAll(
        /"\d{4}-[^"]+Z"|"QUEUED"|"SENT"|f\*\*\*|b\*\*\*/g,
        "…",
      );
    expect(shape(taken).replaceAll("…@free", "…@")).toEqual(shape(free));
    await bob.mailbox.letter("Somebody wanted to use your address");
    expect(await confirmsEmail(phone, taken.ticket, code)).toMatchObject({
      kind: "CodeIncorrect",
      attemptsRemaining: 4,
    });
    expect(await bob.mailbox.subjects()).not.toContain("Your verification code");
    expect(await phone.reads(`{ me { email } }`)).toEqual({ me: { email: ada.email } });
  });

  it("needs the password of the last ten minutes, and the session that began it", async () => {
    const { ada, bob, later } = await world();
    const phone = await ada.joinsOn("phone");
    const { ticket } = await changesEmail(phone, bob.email);
    const code = await bob.mailbox.code();
    const laptop = ada.on("a laptop");
    the("SignedIn", await laptop.signsIn());

    expect(await confirmsEmail(laptop, ticket, code)).toMatchObject({ kind: "ChallengeClosed", status: "EXPIRED" });
    expect(codeOf(await laptop.sends(documents.CHANGE_EMAIL, { newEmail: "a@b@c" }))).toBe("BAD_USER_INPUT");
    await later(10 * MINUTE);
    await phone.refreshes();
    expect(codeOf(await phone.sends(documents.CHANGE_EMAIL, { newEmail: bob.email }))).toBe(
      "REAUTHENTICATION_REQUIRED",
    );
  });
});

describe("deleting the account", () => {
  it("asks for the password, ends every session, and frees the address", async () => {
    const { ada } = await world();
    const phone = await ada.trusts("phone");
    const laptop = ada.on("a laptop");
    await entersWithCode(laptop, ada);
    const ended = await laptop.watches(documents.SESSION_ENDED);

    expect(await deletes(phone, WRONG)).toMatchObject({ kind: "InvalidCredentials" });
    the("AccountDeleted", await deletes(phone));
    await isSignedOut(phone);
    await isSignedOut(laptop);
    expect(await ended.next()).toMatchObject({ kind: "SessionEnded", reason: "ACCOUNT_DELETED" });
    expect(await ended.socket.closed).toMatchObject({ code: 4403 });
    expect(await laptop.refreshes()).toMatchObject({ kind: "SessionEnded", reason: "ACCOUNT_DELETED" });
    expect(await phone.signsIn()).toMatchObject({ kind: "InvalidCredentials" });
    await ada.mailbox.letter("Your account was deleted");
    the("SignedIn", await phone.joins());
    expect(await phone.trustedDevices()).toEqual([]);
  });

  it("leaves nothing personal in any collection, and what happened with nobody behind it", async () => {
    const { ada, bob, server } = await world();
    const phone = await ada.trusts("phone of ada", { ip: "81.224.77.9" });
    await phone.reads(
      `mutation { registerPushToken(input: { token: "push-of-ada", notificationsAllowed: true }) { id } }`,
    );
    const laptop = ada.on("laptop of ada", { ip: "98.207.88.7" });
    await laptop.isAsked();
    await ada.asksForReset();
    await ada.resetToken();
    await changesEmail(phone, bob.email);
    await bob.mailbox.code();
    await laptop.signsIn({ password: WRONG });
    const { id } = (await phone.reads(`{ me { id } }`)).me;
    the("AccountDeleted", await deletes(phone));
    await ada.mailbox.letter("Your account was deleted");

    const secrets = [
      id,
      ada.email,
      phone.installationId,
      laptop.installationId,
      "push-of-ada",
      phone.ip,
      laptop.ip,
      "of ada",
    ];
    const connection = await createConnection(server.env.MONGO_URL!).asPromise();
    const found = async () => {
      const collections = (await connection.db?.listCollections().toArray()) ?? [];
      const texts = await Promise.all(
        collections.map(
          async ({ name }) => `${name} ${JSON.stringify(await connection.collection(name).find().toArray())}`,
        ),
      );
      return texts.flatMap((text) =>
        secrets.filter((it) => text.includes(it)).map((it) => `${text.split(" ")[0]}: ${it}`),
      );
    };
    // The last letter is forgotten right after it has left.
    let left = await found();
    for (let nth = 1; left.length > 0 && nth <= 50; nth += 1) left = await found();
    const rows = await connection
      .collection("loginActivities")
      .countDocuments({ accountId: null, kind: "ACCOUNT_DELETED" });
    await connection.close();
    expect(left).toEqual([]);
    expect(rows).toBeGreaterThanOrEqual(1);
  });
});

describe("a trusted device on which passwords are guessed", () => {
  it("may try ten in a quarter of an hour, and vouches for nobody after twenty in a day", async () => {
    const { ada, later } = await world();
    const phone = await ada.trusts("phone");
    for (let nth = 1; nth <= 10; nth += 1)
      expect(await phone.signsIn({ password: WRONG })).toMatchObject({ kind: "InvalidCredentials" });
    expect(await phone.signsIn()).toMatchObject({ kind: "TooManyAttempts" });
    await later(15 * MINUTE + SECOND);
    for (let nth = 11; nth <= 19; nth += 1) await phone.signsIn({ password: WRONG });
    the("SignedIn", await phone.signsIn());
    await later(DAY / 2);
    await phone.signsIn({ password: WRONG });

    await ada.mailbox.letter("A device is not trusted any more");
    expect(await phone.signsIn()).toMatchObject({ kind: "VerificationRequired" });
  });
});
