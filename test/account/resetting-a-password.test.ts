import { once } from "node:events";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";

import { DAY, HOUR, MINUTE, SECOND, world } from "../world.ts";
import { codeOf } from "../world/api.ts";
import { IN_AMERICA } from "../world/device.ts";
import * as documents from "../world/documents.ts";
import { NEW_PASSWORD } from "../world/reset.ts";
import { the } from "../world/results.ts";
import { OUR_ORIGIN } from "../world/server.ts";
import { isSignedOut } from "../world/signed-out.ts";

const APPS = ["kasa", "tapo", "aginet", "portal"];

describe("a forgotten password", () => {
  it("is set anew by the link of a letter, for every app, and opens nothing by itself", async () => {
    const { ada } = await world();
    const phone = await ada.joinsOn("phone");
    const tablet = ada.on("tablet", { appId: "tapo" });
    the("SignedIn", await tablet.signsIn());
    const token = await ada.getsResetToken({ appId: "kasa" });

    const { apps, sessionsEnded } = the("PasswordReset", await ada.saves(token));
    expect(apps.map(({ id }) => id)).toEqual(APPS);
    expect(sessionsEnded).toBe(2);
    for (const device of [phone, tablet]) {
      await isSignedOut(device);
      expect(await device.refreshes()).toMatchObject({ kind: "SessionEnded", reason: "PASSWORD_RESET" });
      expect(await device.signsIn()).toMatchObject({ kind: "InvalidCredentials" });
    }
    the("SignedIn", await phone.signsIn({ password: NEW_PASSWORD }));
    expect((await ada.mailbox.letter("Your password was reset")).text).toContain("Kasa, Tapo, Aginet, and Web portal");
    const activity = await phone.activity();
    expect(activity).toContain("PASSWORD_RESET_REQUESTED");
    expect(activity).toContain("PASSWORD_RESET");
  });

  it("is reset by a letter that says who asked, where, and for how long it is good", async () => {
    const { ada } = await world();
    await ada.joinsOn("phone");
    await ada.asksForReset({ appId: "tapo", ip: IN_AMERICA });

    const letter = await ada.mailbox.letter("Reset your password");
    for (const said of ["Tapo", "San Jose", "30 minutes", "Click to Reset Password"]) {
      expect(letter.text).toContain(said);
      expect(letter.html).toContain(said);
    }
    expect(letter.text).toMatch(new RegExp(`^${OUR_ORIGIN}/reset-password#[\\w-]{43}$`, "m"));
  });

  it("never puts into the link what a stranger says the host is", async () => {
    const { ada, server } = await world();
    await ada.joinsOn("phone");
    const forged = ["host", "x-forwarded-host", "x-original-host", "x-host"].map((name) => [name, "evil.example"]);
    const request = httpRequest(`${server.url}/graphql`, {
      method: "POST",
      headers: { ...Object.fromEntries(forged), forwarded: "host=evil.example", "content-type": "application/json" },
    });
    const variables = { input: { email: ada.email } };
    request.end(JSON.stringify({ query: documents.REQUEST_RESET, variables }));
    const [answer] = (await once(request, "response")) as [IncomingMessage];
    expect(JSON.parse(await text(answer))).toMatchObject({ data: { result: { kind: "PasswordResetRequested" } } });

    const letter = await ada.mailbox.letter("Reset your password");
    expect(`${letter.text} ${letter.html}`).not.toContain("evil");
    expect(letter.text).toContain(`${OUR_ORIGIN}/reset-password#`);
  });

  it("is reset once by a link, however many save at once", async () => {
    const { ada } = await world();
    await ada.joinsOn("phone");
    const token = await ada.getsResetToken();

    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, nth) => ada.saves(token, `${NEW_PASSWORD} ${nth}`)),
    );
    expect(answers.filter(({ kind }) => kind === "PasswordReset")).toHaveLength(1);
    expect(answers.filter(({ kind }) => kind === "ResetLinkInvalid")).toHaveLength(5);
    expect(await ada.saves(token)).toMatchObject({ kind: "ResetLinkInvalid", state: "USED" });
  });

  it("is reset by a link of the last half hour only", async () => {
    const { ada, later } = await world();
    await ada.joinsOn("phone");
    const token = await ada.getsResetToken();
    await later(30 * MINUTE);

    expect(await ada.saves(token)).toMatchObject({ kind: "ResetLinkInvalid", state: "ENDED" });
  });

  it("is reset by any of the newest three links, until one has succeeded", async () => {
    const { ada, later } = await world();
    const phone = await ada.joinsOn("phone");
    const tokens = [];
    for (let nth = 1; nth <= 4; nth += 1) {
      tokens.push(await ada.getsResetToken());
      await later(MINUTE + SECOND);
    }

    expect(await ada.saves(tokens[0]!)).toMatchObject({ kind: "ResetLinkInvalid", state: "ENDED" });
    the("PasswordReset", await ada.saves(tokens[1]!));
    const states = [];
    for (const token of tokens) states.push(the("ResetLinkInvalid", await ada.saves(token)).state);
    expect(states).toEqual(["ENDED", "USED", "ENDED", "ENDED"]);
    the("SignedIn", await phone.signsIn({ password: NEW_PASSWORD }));
  });

  it("keeps its link after a password that is too weak or too long", async () => {
    const { ada, stranger } = await world();
    await ada.joinsOn("phone");
    const token = await ada.getsResetToken();

    for (const weak of ["password1", "short7", ada.email])
      expect(await ada.saves(token, weak)).toMatchObject({ kind: "PasswordTooWeak", check: { acceptable: false } });
    const reply = await stranger(documents.RESET_PASSWORD, {
      variables: { input: { token, newPassword: "ž".repeat(129) } },
    });
    expect(reply.body.errors?.[0]?.extensions).toEqual({ code: "BAD_USER_INPUT", field: "input.newPassword" });
    the("PasswordReset", await ada.saves(token));
  });

  it("clears what wrong passwords had locked", async () => {
    const { ada } = await world();
    await ada.joinsOn("phone");
    const laptop = ada.on("a laptop", { ip: IN_AMERICA });
    for (let nth = 1; nth <= 10; nth += 1) await laptop.signsIn({ password: "not the password at all" });
    expect(await laptop.signsIn()).toMatchObject({ kind: "TooManyAttempts" });

    the("PasswordReset", await ada.saves(await ada.getsResetToken()));
    the("SignedIn", await laptop.signsIn({ password: NEW_PASSWORD }));
  });
});

describe("the link of a reset, looked at", () => {
  it("says whose password it resets as often as it is asked, and after its use no more than that", async () => {
    const { ada, stranger } = await world();
    await ada.joinsOn("phone");
    const token = await ada.getsResetToken();
    const looks = async () =>
      (await stranger(documents.RESET_LINK, { variables: { token } })).body.data.link as unknown;

    for (let nth = 1; nth <= 3; nth += 1) expect(await looks()).toEqual({ state: "OPEN", email: ada.email });
    the("PasswordReset", await ada.saves(token));
    expect(await looks()).toEqual({ state: "USED", email: null });
  });

  it("has ended with its time, and is still known to have been one weeks later", async () => {
    const { ada, later, stranger } = await world();
    await ada.joinsOn("phone");
    const token = await ada.getsResetToken();
    for (const more of [30 * MINUTE, 20 * DAY]) {
      await later(more);
      const { body } = await stranger(documents.RESET_LINK, { variables: { token } });
      expect(body.data.link).toEqual({ state: "ENDED", email: null });
    }
  });

  it("is none to whoever guesses or holds a part of one", async () => {
    const { ada, stranger } = await world();
    await ada.joinsOn("phone");
    const token = await ada.getsResetToken();
    for (const guess of ["", "made-up", token.slice(0, -1), `${token}A`, "a".repeat(43)]) {
      const { body } = await stranger(documents.RESET_LINK, { variables: { token: guess } });
      expect(body.data.link).toEqual({ state: "UNKNOWN", email: null });
      expect(await ada.saves(guess)).toMatchObject({ kind: "ResetLinkInvalid", state: "UNKNOWN" });
    }
    the("PasswordReset", await ada.saves(token));
  });

  it("is never asked for in an address", async () => {
    const { server } = await world();
    const query = `query { passwordResetLink(token: "secret") { state } }`;
    const { status } = await fetch(`${server.url}/graphql?query=${encodeURIComponent(query)}`);
    expect(status).toBe(405);
  });
});

describe("asking for a reset", () => {
  it("answers the same for an address that nobody has, one that is not confirmed, and an owner's", async () => {
    const { ada, bob, stranger } = await world();
    await ada.joinsOn("phone");
    await bob.on("phone").signsUp();
    const ask = (email: string) => stranger(documents.REQUEST_RESET, { variables: { input: { email } } });
    const addresses = [ada.email, bob.email, `nobody.${ada.email}`];

    const replies = [];
    for (const email of addresses) replies.push({ email, ...(await ask(email)) });
    const [known, ...others] = replies.map(({ email, status, headers, body }) => ({
      status,
      headers: [...headers.keys()],
      body: JSON.stringify(body)
        .replaceAll(email, "ADDRESS")
        .replace(/"ticket":"[\w-]{43}"/, "TICKET")
        .replaceAll(/"\d{4}-[^"]+Z"/g, "TIME"),
    }));
    for (const other of others) expect(other).toEqual(known);
    await ada.mailbox.letter("Reset your password");
    expect(await bob.mailbox.subjects()).toEqual(["Confirm your address"]);
  });

  it("gives a new ticket and sends no new letter within a minute", async () => {
    const { ada, later } = await world();
    await ada.joinsOn("phone");
    const first = await ada.asksForReset();
    const again = await ada.asksForReset();

    expect(again.ticket).not.toBe(first.ticket);
    expect(again.resendAvailableAt).toBe(first.resendAvailableAt);
    expect(Date.parse(first.expiresAt) - Date.parse(first.resendAvailableAt)).toBe(29 * MINUTE);
    await later(MINUTE);
    await ada.asksForReset();
    await ada.resetToken();
    await ada.resetToken();
    expect((await ada.mailbox.subjects()).filter((it) => it === "Reset your password")).toHaveLength(2);
  });

  it("sends five letters an hour to an address, and is silent after", async () => {
    const { ada, later } = await world();
    await ada.joinsOn("phone");
    for (let nth = 1; nth <= 7; nth += 1) {
      await ada.asksForReset({ ip: `98.207.${nth}.1` });
      await later(MINUTE + SECOND);
    }
    for (let nth = 1; nth <= 5; nth += 1) await ada.resetToken();
    expect((await ada.mailbox.subjects()).filter((it) => it === "Reset your password")).toHaveLength(5);

    await later(HOUR);
    await ada.getsResetToken();
  });

  it("lets a network ask for twenty letters an hour, whose ever the addresses are", async () => {
    const { ada, stranger, later } = await world();
    const ask = async (nth: number) =>
      codeOf(
        await stranger(documents.REQUEST_RESET, {
          variables: { input: { email: `n${nth}.${ada.email}` } },
          ip: `203.0.113.${nth}`,
        }),
      );

    for (let nth = 1; nth <= 20; nth += 1) expect(await ask(nth)).toBeNull();
    expect(await ask(21)).toBe("RATE_LIMITED");
    await later(HOUR + SECOND);
    expect(await ask(22)).toBeNull();
  });

  it("names the field of an app that is none", async () => {
    const { ada, stranger } = await world();
    const { body } = await stranger(documents.REQUEST_RESET, {
      variables: { input: { email: ada.email, appId: "nope" } },
    });
    expect(body.errors?.[0]?.extensions).toEqual({ code: "BAD_USER_INPUT", field: "input.appId" });
  });
});

describe("the app that waits for a reset", () => {
  it("hears that it is done, with every app and no numbers, when its own letter's link was used", async () => {
    const { ada } = await world();
    const phone = await ada.joinsOn("phone");
    const lost = ada.on("phone without a password");
    const { ticket } = await ada.asksForReset();
    const token = await ada.resetToken();
    const waiting = await lost.watches(documents.RESET_COMPLETED, { ticket });

    the("PasswordReset", await ada.saves(token));
    const event = await waiting.next();
    expect(event).toMatchObject({ kind: "PasswordReset", sessionsEnded: 0 });
    expect(event.apps.map(({ id }) => id)).toEqual(APPS);
    expect(await waiting.ended).toBeNull();
    // An app that slept meanwhile hears it when it comes back.
    expect(await (await lost.watches(documents.RESET_COMPLETED, { ticket })).next()).toEqual(event);
    the("SignedIn", await phone.signsIn({ password: NEW_PASSWORD }));
  });

  it("hears nothing of a letter that it did not ask for, nor of one that was not sent", async () => {
    const { ada, later } = await world();
    await ada.joinsOn("phone");
    const intruder = ada.on("an intruder's phone");
    const own = await ada.asksForReset();
    const beside = await ada.asksForReset();
    const token = await ada.resetToken();
    await later(MINUTE);
    const other = await ada.asksForReset();
    const listening = [];
    for (const { ticket } of [beside, other])
      listening.push(await intruder.watches(documents.RESET_COMPLETED, { ticket }));

    the("PasswordReset", await ada.saves(token));
    await (await intruder.watches(documents.RESET_COMPLETED, { ticket: own.ticket })).next();
    expect(listening.flatMap(({ unread }) => unread())).toEqual([]);
    await later(30 * MINUTE);
    expect(await Promise.all(listening.map(({ ended }) => ended))).toEqual([null, null]);
    expect(listening.flatMap(({ unread }) => unread())).toEqual([]);
  });

  it("is told that a ticket is none", async () => {
    const { ada } = await world();
    const waiting = await ada.on("phone").watches(documents.RESET_COMPLETED, { ticket: "made-up" });
    expect(await waiting.ended).toMatchObject([{ extensions: { code: "NOT_FOUND" } }]);
  });
});
