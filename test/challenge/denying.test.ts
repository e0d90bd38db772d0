import { PASSWORD, wrong } from "../world.ts";
import { codeOf } from "../world/api.ts";
import * as documents from "../world/documents.ts";
import { the } from "../world/results.ts";
import { matchedWorld, twoTrusted } from "./matched-world.ts";

describe("denying a sign-in on a trusted device", () => {
  it("ends it, and takes the prompt off the other devices", async () => {
    const { tablet, laptop, asked, seen, requests, others, phone } = await twoTrusted();
    const outcome = await laptop.watchesOutcome(asked.ticket);
    await outcome.next();
    expect(seen[0]?.id).toBe(seen[1]?.id);

    expect(await tablet.denies(asked.challenge.id, "CANCELLED")).toMatchObject({
      kind: "VerificationSettled",
      status: "DENIED",
    });
    for (const line of [requests, others])
      expect(await line.next()).toMatchObject({
        kind: "VerificationSettled",
        requestId: seen[0]?.id,
        status: "DENIED",
      });
    expect(await outcome.next()).toMatchObject({ status: "DENIED" });
    expect(await laptop.submits(asked.ticket, seen[0]?.code ?? "")).toMatchObject({ status: "DENIED" });
    expect(await phone.denies(asked.challenge.id, "CANCELLED")).toMatchObject({
      kind: "ChallengeClosed",
      status: "DENIED",
    });
    expect(await phone.activity()).toContain("VERIFICATION_DENIED");
    expect(await phone.signsIn()).toMatchObject({ kind: "SignedIn" });
  });

  it("comes too late for what was approved, unless it says that it was not me", async () => {
    const { phone, newPhone, ticket, number, request } = await matchedWorld();
    await phone.approves(request.id, number);

    expect(await phone.denies(request.id, "CANCELLED")).toMatchObject({ kind: "ChallengeClosed", status: "APPROVED" });
    expect(await phone.denies(request.id, "NOT_ME")).toMatchObject({ kind: "VerificationSettled", status: "DENIED" });
    expect(await newPhone.completes(ticket)).toMatchObject({ kind: "ChallengeClosed", status: "DENIED" });
  });

  it("comes too late for what has signed in", async () => {
    const { phone, newPhone, ticket, request } = await matchedWorld();
    the("SignedIn", await newPhone.submits(ticket, request.code));

    expect(await phone.denies(request.id, "NOT_ME")).toMatchObject({ kind: "ChallengeClosed", status: "COMPLETED" });
    expect(await phone.approves(request.id, "00")).toMatchObject({ kind: "ChallengeClosed", status: "COMPLETED" });
  });

  it("or it signs in: never both, when both happen at once", async () => {
    const { phone, newPhone, ticket, number, request } = await matchedWorld();
    await phone.approves(request.id, number);
    const [completed, denied] = await Promise.all([newPhone.completes(ticket), phone.denies(request.id, "NOT_ME")]);

    const wins = [completed.kind === "SignedIn", denied.kind === "VerificationSettled"];
    expect(wins.filter(Boolean)).toHaveLength(1);
  });

  it("is done only from a session on a trusted device, of that account, that is not the one that asks", async () => {
    const { ada, bob, phone, newPhone, ticket, request } = await matchedWorld();
    const bobs = await bob.trusts("bob's phone");
    const code = async (device: typeof phone, id = request.id) =>
      codeOf(await device.sends(documents.DENY, { input: { requestId: id, reason: "NOT_ME" } }));

    expect(await code(bobs)).toBe("NOT_FOUND");
    expect(await code(phone, "unknown")).toBe("NOT_FOUND");
    expect(await code(ada.on("nobody's"))).toBe("UNAUTHENTICATED");
    the("SignedIn", await newPhone.submits(ticket, request.code, { trustDevice: false }));
    await ada.on("another").isAsked();
    const [id] = (await phone.reads(`{ pendingVerificationRequests { id } }`)).pendingVerificationRequests.map(
      (it: { id: string }) => it.id,
    ) as string[];
    expect(await code(newPhone, id)).toBe("FORBIDDEN");
  });
});

describe("saying that a request was not me", () => {
  it("protects the account: the password opens nothing, and the reset is mailed", async () => {
    const { ada, phone, newPhone, request, ticket } = await matchedWorld();
    await ada.on("a tablet").isAsked();

    expect(await phone.denies(request.id, "NOT_ME")).toMatchObject({ kind: "VerificationSettled", status: "DENIED" });
    the("PasswordResetRequired", await newPhone.signsIn());
    the("PasswordResetRequired", await phone.signsIn());
    expect(await newPhone.signsIn({ password: "not the password" })).toMatchObject({ kind: "InvalidCredentials" });
    expect(await newPhone.submits(ticket, request.code)).toMatchObject({ status: "DENIED" });
    expect(await phone.shownCodes()).toEqual([]);
    expect((await ada.mailbox.letter("Your account is protected")).text).toMatch(/reset-password#/);
  });

  it("leaves the device signed in that says so, and the trusted ones, and ends the others", async () => {
    const { ada, phone, newPhone, request, ticket, requests } = await matchedWorld();
    the("SignedIn", await newPhone.submits(ticket, request.code, { trustDevice: false }));
    await requests.next();
    await ada.on("a tablet").isAsked();
    const { id } = (await requests.next()).request;
    await phone.denies(id, "NOT_ME");

    expect(await phone.reads(`{ me { email } }`)).toEqual({ me: { email: ada.email } });
    expect(codeOf(await newPhone.sends(`{ me { email } }`))).toBe("UNAUTHENTICATED");
    expect(await phone.activity()).toEqual(expect.arrayContaining(["VERIFICATION_NOT_ME", "ACCOUNT_PROTECTED"]));
  });

  it("stops sensitive changes, whoever gave the password a moment ago", async () => {
    const { phone, request } = await matchedWorld();
    the("Reauthenticated", await phone.reauthenticates());
    await phone.denies(request.id, "NOT_ME");

    expect(codeOf(await phone.sends(documents.DISABLE_TWO_STEP))).toBe("REAUTHENTICATION_REQUIRED");
    the("PasswordResetRequired", await phone.reauthenticates(PASSWORD));
  });

  it("may be said again: it is told and mailed once", async () => {
    const { ada, phone, request } = await matchedWorld();
    await phone.denies(request.id, "NOT_ME");
    await ada.mailbox.letter("Your account is protected");

    expect(await phone.denies(request.id, "NOT_ME")).toMatchObject({ kind: "ChallengeClosed", status: "DENIED" });
    expect((await phone.activity()).filter((kind) => kind === "ACCOUNT_PROTECTED")).toHaveLength(1);
    expect((await ada.mailbox.subjects()).filter((it) => it?.startsWith("Your account is protected"))).toHaveLength(1);
  });

  it("is heard also where whoever asked has taken the request back", async () => {
    const { phone, newPhone, ticket, request } = await matchedWorld();
    await newPhone.reads(documents.CANCEL, { ticket }, { token: null });

    expect(await phone.denies(request.id, "NOT_ME")).toMatchObject({ kind: "ChallengeClosed", status: "CANCELLED" });
    the("PasswordResetRequired", await newPhone.signsIn());
  });

  it("leaves a wrong code of before what it was", async () => {
    const { phone, newPhone, ticket, request } = await matchedWorld();
    await newPhone.submits(ticket, wrong(request.code));
    await phone.denies(request.id, "NOT_ME");

    expect(await newPhone.submits(ticket, request.code)).toMatchObject({ kind: "ChallengeClosed", status: "DENIED" });
  });
});
