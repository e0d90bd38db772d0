import { MINUTE, SECOND, world } from "../world.ts";
import * as documents from "../world/documents.ts";
import { the } from "../world/results.ts";
import { matchedWorld, other, twoTrusted } from "./matched-world.ts";

describe("approving a sign-in on a trusted device", () => {
  it("lets the new device in that shows the number", async () => {
    const { phone, newPhone, ticket, number, request } = await matchedWorld();
    const outcome = await newPhone.watchesOutcome(ticket);
    expect(await outcome.next()).toMatchObject({ status: "PENDING" });
    expect(number).toMatch(/^\d\d$/);

    expect(await phone.approves(request.id, number)).toMatchObject({
      kind: "VerificationSettled",
      requestId: request.id,
      status: "APPROVED",
    });
    expect(await outcome.next()).toMatchObject({ status: "APPROVED" });
    const { deviceToken } = the("SignedIn", await newPhone.completes(ticket));
    expect(deviceToken).not.toBeNull();
    expect(await outcome.next()).toMatchObject({ status: "COMPLETED" });
    expect(await phone.activity()).toEqual(expect.arrayContaining(["VERIFICATION_APPROVED", "SIGNED_IN"]));
  });

  it("is waited for until then", async () => {
    const { newPhone, ticket } = await matchedWorld();

    expect(await newPhone.completes(ticket)).toMatchObject({
      kind: "ChallengePending",
      challenge: { status: "PENDING" },
    });
    expect(await newPhone.completes("unknown")).toMatchObject({ kind: "ChallengeClosed", status: "EXPIRED" });
  });

  it("ends with one wrong number, which counts as one wrong second step", async () => {
    const { phone, newPhone, ticket, number, request, requests } = await matchedWorld();

    expect(await phone.approves(request.id, other(number))).toMatchObject({ kind: "MatchNumberIncorrect" });
    expect(await requests.next()).toMatchObject({ kind: "VerificationSettled", status: "LOCKED" });
    expect(await phone.approves(request.id, number)).toMatchObject({ kind: "ChallengeClosed", status: "LOCKED" });
    expect(await newPhone.completes(ticket)).toMatchObject({ kind: "ChallengeClosed", status: "LOCKED" });
    expect(await newPhone.submits(ticket, request.code)).toMatchObject({ kind: "ChallengeClosed", status: "LOCKED" });
    const kinds = await phone.activity();
    expect(kinds.filter((kind) => kind === "VERIFICATION_FAILED")).toHaveLength(1);
    expect(kinds).toContain("VERIFICATION_LOCKED");
  });

  it("takes a number as people type it, and nothing for what can be none", async () => {
    const { phone, number, request } = await matchedWorld();
    for (const typed of ["", "1", "123", "ab", "<b>"]) {
      const { body } = await phone.sends(documents.APPROVE, { input: { requestId: request.id, matchNumber: typed } });
      expect(body.errors?.[0]?.extensions).toEqual({ code: "BAD_USER_INPUT", field: "input.matchNumber" });
    }
    const wide = number.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)));

    expect(await phone.approves(request.id, ` ${wide} `)).toMatchObject({ status: "APPROVED" });
  });

  it("is good for two minutes", async () => {
    const { phone, newPhone, ticket, number, request, later } = await matchedWorld();
    const outcome = await newPhone.watchesOutcome(ticket);
    await outcome.next();
    await phone.approves(request.id, number);
    expect(await outcome.next()).toMatchObject({ status: "APPROVED" });
    await later(2 * MINUTE + SECOND);

    expect(await outcome.next()).toMatchObject({ status: "EXPIRED" });
    expect(await newPhone.completes(ticket)).toMatchObject({ kind: "ChallengeClosed", status: "EXPIRED" });
  });

  it("still is a moment before", async () => {
    const { phone, newPhone, ticket, number, request, later } = await matchedWorld();
    await phone.approves(request.id, number);
    await later(2 * MINUTE - 15 * SECOND);

    the("SignedIn", await newPhone.completes(ticket));
  });

  it("makes a code too late", async () => {
    const { phone, newPhone, ticket, number, request } = await matchedWorld();
    await phone.approves(request.id, number);

    expect(await newPhone.submits(ticket, request.code)).toMatchObject({
      kind: "ChallengeClosed",
      status: "APPROVED",
    });
    the("SignedIn", await newPhone.completes(ticket));
    expect(await newPhone.completes(ticket)).toMatchObject({ kind: "ChallengeClosed", status: "COMPLETED" });
  });

  it("settles once, of fifty at the same moment, and signs in once", async () => {
    const { phone, newPhone, ticket, number, request } = await matchedWorld();
    const approvals = await Promise.all(Array.from({ length: 50 }, () => phone.approves(request.id, number)));

    expect(approvals.filter(({ kind }) => kind === "VerificationSettled")).toHaveLength(1);
    expect(new Set(approvals.map(({ kind }) => kind))).toEqual(new Set(["VerificationSettled", "ChallengeClosed"]));
    const answers = await Promise.all(Array.from({ length: 50 }, () => newPhone.completes(ticket)));
    expect(answers.filter(({ kind }) => kind === "SignedIn")).toHaveLength(1);
    expect((await phone.activity()).filter((kind) => kind === "SIGNED_IN")).toHaveLength(2);
  });

  it("takes one wrong number only, of a hundred at the same moment", async () => {
    const { phone, number, request } = await matchedWorld();
    const answers = await Promise.all(Array.from({ length: 100 }, () => phone.approves(request.id, other(number))));

    expect(answers.filter(({ kind }) => kind === "MatchNumberIncorrect")).toHaveLength(1);
    expect((await phone.activity()).filter((kind) => kind === "VERIFICATION_FAILED")).toHaveLength(1);
  });

  it("counts no more once the device that approved is removed", async () => {
    const { tablet, laptop, asked, seen, number, phone } = await twoTrusted();
    expect(await tablet.approves(seen[1]?.id ?? "", number)).toMatchObject({ status: "APPROVED" });
    const own = (await phone.trustedDevices()).find(({ name }) => name === tablet.name);
    await phone.reauthenticates();
    the("TrustedDeviceRemoved", await phone.removes(own?.id ?? ""));

    expect(await laptop.completes(asked.ticket)).toMatchObject({ kind: "ChallengeClosed", status: "CANCELLED" });
  });

  it("counts no more once the device that approved has signed out", async () => {
    const { tablet, laptop, asked, seen, number } = await twoTrusted();
    await tablet.approves(seen[1]?.id ?? "", number);
    await tablet.reads(`mutation { signOut }`);

    expect(await laptop.completes(asked.ticket)).toMatchObject({ kind: "ChallengeClosed", status: "CANCELLED" });
  });
});

describe("the number on the new device", () => {
  it("is nowhere but in the answer to it", async () => {
    const { phone, newPhone, ticket, number, request, requests, inbox, server } = await matchedWorld();
    const outcome = await newPhone.watchesOutcome(ticket);
    const told = [request, await outcome.next(), ...requests.unread(), await newPhone.completes(ticket)];
    await phone.approves(request.id, number);
    const activity = await phone.reads(
      `{ me { loginActivity(first: 50) { edges { node { kind device { name } ipAddress } } } } }`,
    );

    const keys = JSON.stringify([told, activity, await inbox()]).match(/"(\w*[nN]umber\w*)"/g) ?? [];
    expect(new Set(keys)).toEqual(new Set([`"asksForNumber"`]));
    expect(JSON.stringify(told)).not.toContain(`"${number}"`);
    expect(server.log()).not.toContain(`"${number}"`);
  });

  it("is null where the trusted devices were not asked, and comes once they are", async () => {
    const { ada } = await world();
    const phone = await ada.trusts("phone");
    const newPhone = ada.on("a new phone");
    const { ticket, matchNumber, challenge } = await newPhone.isAsked();
    expect([challenge.method, matchNumber]).toEqual(["EMAIL", null]);
    expect(await phone.approves(challenge.id, "00").catch(String)).toContain("NOT_FOUND");

    const sent = the("CodeSent", await newPhone.asksForCode(ticket, "APP_NOTIFICATION"));
    expect(sent.matchNumber).toMatch(/^\d\d$/);
    expect(await phone.approves(challenge.id, sent.matchNumber ?? "")).toMatchObject({ status: "APPROVED" });
    the("SignedIn", await newPhone.completes(ticket));
  });

  it("stays the same when the code is sent again", async () => {
    const { newPhone, ticket, number, later } = await matchedWorld();
    await later(MINUTE + SECOND);

    expect(the("CodeSent", await newPhone.asksForCode(ticket, "APP_NOTIFICATION")).matchNumber).toBe(number);
  });
});
