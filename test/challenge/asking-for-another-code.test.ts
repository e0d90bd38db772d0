import { MINUTE, SECOND, world, wrong } from "../world.ts";
import { the } from "../world/results.ts";

const askedWorld = async () => {
  const here = await world();
  const phone = await here.ada.trusts("phone");
  const requests = await phone.watchesRequests();
  const newPhone = here.ada.on("a new phone");
  const { ticket, challenge } = await newPhone.isAsked();
  const { code } = (await requests.next()).request;
  return { ...here, phone, requests, newPhone, ticket, challenge, code };
};

describe("asking for another code", () => {
  it("is too soon by the same method within a minute, and another method is sent at once", async () => {
    const { newPhone, ticket, challenge } = await askedWorld();

    expect(await newPhone.asksForCode(ticket, "APP_NOTIFICATION")).toMatchObject({
      kind: "ResendTooSoon",
      resendAvailableAt: challenge.resendAvailableAt,
    });
    expect(await newPhone.asksForCode(ticket, "EMAIL")).toMatchObject({
      kind: "CodeSent",
      challenge: { method: "EMAIL" },
    });
  });

  it("shows the newer code under the same request, and voids the older one at no cost", async () => {
    const { newPhone, requests, ticket, challenge, code, later } = await askedWorld();
    await later(MINUTE);
    the("CodeSent", await newPhone.asksForCode(ticket, "APP_NOTIFICATION"));
    const { request } = await requests.next();
    expect(request.id).toBe(challenge.id);
    expect(request.code).not.toBe(code);

    expect(await newPhone.submits(ticket, code)).toMatchObject({
      kind: "CodeIncorrect",
      message: expect.stringContaining("newer"),
      attemptsRemaining: 5,
    });
    the("SignedIn", await newPhone.submits(ticket, request.code));
  });

  it("leaves the code of the other method good", async () => {
    const { newPhone, ticket, code } = await askedWorld();
    the("CodeSent", await newPhone.asksForCode(ticket, "EMAIL"));

    the("SignedIn", await newPhone.submits(ticket, code));
  });

  it("gives back no attempts", async () => {
    const { newPhone, ticket, code } = await askedWorld();
    for (let nth = 1; nth <= 3; nth += 1) await newPhone.submits(ticket, wrong(code));

    expect(await newPhone.asksForCode(ticket, "EMAIL")).toMatchObject({ challenge: { attemptsRemaining: 2 } });
  });

  it("is answered five times in a flow, the first included", async () => {
    const { newPhone, ticket, later } = await askedWorld();
    for (let nth = 2; nth <= 5; nth += 1) {
      await later(MINUTE);
      the("CodeSent", await newPhone.asksForCode(ticket, "EMAIL"));
    }
    await later(MINUTE);

    expect(await newPhone.asksForCode(ticket, "EMAIL")).toMatchObject({ kind: "TooManyAttempts" });
    expect(await newPhone.asksForCode(ticket, "APP_NOTIFICATION")).toMatchObject({ kind: "TooManyAttempts" });
  });

  it("sends one mail, of many parallel askings", async () => {
    const { ada, newPhone, ticket } = await askedWorld();
    const answers = await Promise.all(Array.from({ length: 10 }, () => newPhone.asksForCode(ticket, "EMAIL")));

    expect(answers.filter(({ kind }) => kind === "CodeSent")).toHaveLength(1);
    expect(answers.filter(({ kind }) => kind === "ResendTooSoon")).toHaveLength(9);
    the("SignedIn", await newPhone.submits(ticket, await ada.mailbox.code("Your verification code")));
    await ada.mailbox.letter("New sign-in");
    // One turned two-step verification on.
    expect((await ada.mailbox.subjects()).filter((it) => it === "Your verification code")).toHaveLength(2);
  });

  it("shows one newer code, of many parallel askings", async () => {
    const { newPhone, requests, ticket, code, later } = await askedWorld();
    await later(MINUTE);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => newPhone.asksForCode(ticket, "APP_NOTIFICATION")),
    );

    expect(answers.filter(({ kind }) => kind === "CodeSent")).toHaveLength(1);
    expect(answers.filter(({ kind }) => kind === "ResendTooSoon")).toHaveLength(9);
    const { request } = await requests.next();
    expect(request.code).not.toBe(code);
    the("SignedIn", await newPhone.submits(ticket, request.code));
    expect(await requests.next()).toMatchObject({ status: "COMPLETED" });
  });

  it("keeps a flow open to the end of the newest code, and half an hour in all at most", async () => {
    const { newPhone, challenge, ticket, later } = await askedWorld();
    const begun = Date.parse(challenge.expiresAt) - 10 * MINUTE;
    for (const minutes of [9, 9, 9]) {
      await later(minutes * MINUTE);
      the("CodeSent", await newPhone.asksForCode(ticket, "EMAIL"));
    }
    const { verificationChallenge } = await newPhone.reads(
      `query ($ticket: String!) { verificationChallenge(ticket: $ticket) { expiresAt } }`,
      { ticket },
    );
    expect(Date.parse(verificationChallenge.expiresAt) - begun).toBe(30 * MINUTE);
    await later(3 * MINUTE + SECOND);
    expect(await newPhone.asksForCode(ticket, "EMAIL")).toMatchObject({ kind: "ChallengeClosed", status: "EXPIRED" });
  });

  it("offers only what works, and says so of what doesn't", async () => {
    const { newPhone, ticket } = await askedWorld();

    for (const method of ["SMS", "AUTHENTICATOR", "RECOVERY_CODE"])
      expect(await newPhone.asksForCode(ticket, method)).toMatchObject({
        kind: "MethodUnavailable",
        methods: [{ method: "APP_NOTIFICATION" }, { method: "EMAIL" }],
      });
  });

  it("answers an unknown ticket like an expired one", async () => {
    const { newPhone, ticket, later } = await askedWorld();
    await later(10 * MINUTE + SECOND);

    expect(await newPhone.asksForCode(ticket, "EMAIL")).toEqual(await newPhone.asksForCode("unknown", "EMAIL"));
  });

  it("mails by default while no trusted device can be reached", async () => {
    const { ada } = await world();
    await ada.trusts("phone");
    const newPhone = ada.on("a new phone");
    const { ticket, challenge } = await newPhone.isAsked();

    expect(challenge).toMatchObject({
      method: "EMAIL",
      methods: [{ method: "EMAIL" }, { method: "APP_NOTIFICATION" }],
    });
    the("SignedIn", await newPhone.submits(ticket, await ada.mailbox.code("verification code")));
  });

  it("pushes the code as data, and lets no locked screen show it", async () => {
    const { ada, inbox } = await world();
    const phone = await ada.trusts("phone");
    const token = `push-token-of-${ada.email}`;
    await phone.reads(
      `mutation ($input: RegisterPushTokenInput!) { registerPushToken(input: $input) { notifications } }`,
      { input: { token, notificationsAllowed: true } },
    );
    const newPhone = ada.on("a new phone");
    const { ticket, challenge } = await newPhone.isAsked();
    expect(challenge.method).toBe("APP_NOTIFICATION");

    const [code = ""] = await phone.shownCodes();
    let push = (await inbox()).find(({ to }) => to === token);
    while (!push) push = (await inbox()).find(({ to }) => to === token);
    expect(push).toMatchObject({ kind: "push", data: { code, requestId: challenge.id } });
    expect(`${push.subject ?? ""} ${push.text}`).not.toContain(code);
    expect(push.text).toContain("a new phone");
    the("SignedIn", await newPhone.submits(ticket, code));
  });
});
