import { HOUR, MINUTE, SECOND, world, wrong } from "../world.ts";
import { codeOf } from "../world/api.ts";
import * as documents from "../world/documents.ts";
import { the } from "../world/results.ts";

/** Ada with a trusted phone, and a new phone that is asked for the code. */
const askedWorld = async () => {
  const here = await world();
  const phone = await here.ada.trusts("phone");
  const requests = await phone.watchesRequests();
  const newPhone = here.ada.on("a new phone");
  const { ticket, challenge } = await newPhone.isAsked();
  const { code } = (await requests.next()).request;
  return { ...here, phone, requests, newPhone, ticket, challenge, code };
};

describe("submitting a verification code", () => {
  it("is closed by five wrong codes, even to the right one", async () => {
    const { newPhone, ticket, code } = await askedWorld();

    for (const attemptsRemaining of [4, 3, 2, 1, 0])
      expect(await newPhone.submits(ticket, wrong(code))).toMatchObject({ kind: "CodeIncorrect", attemptsRemaining });
    expect(await newPhone.submits(ticket, code)).toMatchObject({ kind: "ChallengeClosed", status: "LOCKED" });
    expect(newPhone.kept.accessToken).toBeNull();
  });

  it("signs in exactly once, of fifty parallel right codes", async () => {
    const { newPhone, ticket, code, phone } = await askedWorld();

    const answers = await Promise.all(Array.from({ length: 50 }, () => newPhone.submits(ticket, code)));
    expect(answers.filter(({ kind }) => kind === "SignedIn")).toHaveLength(1);
    expect(new Set(answers.map(({ kind }) => kind))).toEqual(new Set(["SignedIn", "ChallengeClosed"]));
    expect((await phone.activity()).filter((kind) => kind === "SIGNED_IN")).toHaveLength(2);
    expect(await newPhone.reads(`{ me { sessions { id } } }`)).toMatchObject({ me: { sessions: { length: 2 } } });
  });

  it("spends five attempts on a hundred parallel wrong codes, and is locked", async () => {
    const { newPhone, ticket, code, phone } = await askedWorld();

    const answers = await Promise.all(Array.from({ length: 100 }, () => newPhone.submits(ticket, wrong(code))));
    expect(answers.filter(({ kind }) => kind === "CodeIncorrect")).toHaveLength(5);
    expect(await newPhone.submits(ticket, code)).toMatchObject({ kind: "ChallengeClosed", status: "LOCKED" });
    expect((await phone.activity()).filter((kind) => kind === "VERIFICATION_FAILED")).toHaveLength(5);
  });

  it("is tried once an operation: aliases are refused, and spend nothing", async () => {
    const { newPhone, ticket, code, stranger } = await askedWorld();
    const tries = Array.from(
      { length: 40 },
      (_, nth) => `t${nth}: submitVerificationCode(input: { ticket: $ticket, code: $code }) { __typename }`,
    );
    const document = `mutation ($ticket: String!, $code: String!) { ${tries.join("\n")} }`;

    expect(codeOf(await stranger(document, { variables: { ticket, code: wrong(code) } }))).toBe("BAD_USER_INPUT");
    expect(await newPhone.submits(ticket, wrong(code))).toMatchObject({ attemptsRemaining: 4 });
    the("SignedIn", await newPhone.submits(ticket, code));
  });

  it("is used up by signing in", async () => {
    const { newPhone, ticket, code } = await askedWorld();
    the("SignedIn", await newPhone.submits(ticket, code));

    expect(await newPhone.submits(ticket, code)).toMatchObject({ kind: "ChallengeClosed", status: "COMPLETED" });
  });

  it.each([
    ["spaces and dashes", (code: string) => ` ${code.slice(0, 3)} - ${code.slice(3)} `],
    [
      "full-width digits",
      (code: string) => code.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
    ],
  ])("reads a code with %s", async (_, typed) => {
    const { newPhone, ticket, code } = await askedWorld();

    the("SignedIn", await newPhone.submits(ticket, typed(code)));
  });

  it.each(["", "12345", "1234567", "abcdef", "12345a", "१२३४५६७", "<script>", "0".repeat(5_000)])(
    "says that %j is no code, and takes no attempt for it",
    async (typed) => {
      const { newPhone, ticket, code } = await askedWorld();
      const input = { ticket, code: typed };
      const { body } = await newPhone.sends(documents.SUBMIT_CODE, { input }, { token: null });

      expect(body.errors?.[0]?.extensions).toEqual({ code: "BAD_USER_INPUT", field: "input.code" });
      expect(await newPhone.submits(ticket, wrong(code))).toMatchObject({ attemptsRemaining: 4 });
    },
  );

  it("answers a ticket that was never given out like one that has expired", async () => {
    const { newPhone, ticket, later } = await askedWorld();
    await later(10 * MINUTE + SECOND);
    const [expired, unknown] = [await newPhone.submits(ticket, "123456"), await newPhone.submits("unknown", "123456")];

    expect(expired).toEqual(unknown);
    expect(unknown).toMatchObject({ kind: "ChallengeClosed", status: "EXPIRED" });
    expect(await newPhone.reads(`{ verificationChallenge(ticket: "unknown") { status } }`)).toEqual({
      verificationChallenge: null,
    });
  });

  it("takes a shown code for five minutes and a mailed one for ten", async () => {
    const { newPhone, ada, ticket, code, later } = await askedWorld();
    the("CodeSent", await newPhone.asksForCode(ticket, "EMAIL"));
    const mailed = await ada.mailbox.code("verification code");
    await later(5 * MINUTE + SECOND);

    expect(await newPhone.submits(ticket, code)).toMatchObject({ kind: "CodeIncorrect" });
    await later(4 * MINUTE);
    the("SignedIn", await newPhone.submits(ticket, mailed));
  });

  it("takes a code only for the challenge that it was sent for", async () => {
    const { newPhone, ada, bob, ticket, code, requests } = await askedWorld();
    const tablet = ada.on("a tablet");
    const { ticket: other } = await tablet.isAsked();
    const { code: otherCode } = (await requests.next()).request;
    const bobs = await bob.trusts("phone");
    const bobsNew = bob.on("bob's new phone");
    const { ticket: bobsTicket } = await bobsNew.isAsked();

    expect(await newPhone.submits(ticket, otherCode)).toMatchObject({ kind: "CodeIncorrect" });
    expect(await tablet.submits(other, code)).toMatchObject({ kind: "CodeIncorrect" });
    expect(await bobsNew.submits(bobsTicket, code)).toMatchObject({ kind: "CodeIncorrect" });
    expect(await bobs.reads(`{ me { email } }`)).toEqual({ me: { email: bob.email } });
    the("SignedIn", await newPhone.submits(ticket, code));
  });

  it("takes no code of another purpose, and tells nothing about its ticket", async () => {
    const { ada, bob } = await world();
    const phone = await ada.joinsOn("phone");
    const flow = the("FlowStarted", await phone.startsTwoStep());
    const code = await ada.mailbox.code("verification code");

    expect(await phone.submits(flow.ticket, code)).toEqual(await phone.submits("unknown", code));
    const bobs = await bob.joinsOn("phone");
    expect(await bobs.confirmsTwoStep(flow.ticket, code)).toEqual(await bobs.confirmsTwoStep("unknown", code));
    the("TwoStepEnabled", await phone.confirmsTwoStep(flow.ticket, code));
  });

  it("with a method named takes only a code of that method", async () => {
    const { newPhone, ticket, code } = await askedWorld();

    expect(await newPhone.submits(ticket, code, { method: "EMAIL" })).toMatchObject({ kind: "CodeIncorrect" });
    the("SignedIn", await newPhone.submits(ticket, code, { method: "APP_NOTIFICATION" }));
  });

  it("trusts the new device as its app does, unless the person says otherwise", async () => {
    const { ada, newPhone, ticket, code, phone, requests } = await askedWorld();
    const { deviceToken } = the("SignedIn", await newPhone.submits(ticket, code, { trustDevice: false }));
    expect(deviceToken).toBeNull();
    await requests.next();

    const browser = ada.on("a browser", { appId: "portal" });
    const asked = await browser.isAsked();
    expect(asked.challenge.method).toBe("APP_NOTIFICATION");
    const shown = (await phone.shownCodes()).at(-1) ?? "";
    expect(
      the("SignedIn", await browser.submits(asked.ticket, shown, { trustDevice: true })).deviceToken,
    ).not.toBeNull();
    expect(await newPhone.signsIn()).toMatchObject({ kind: "VerificationRequired" });
    the("SignedIn", await browser.signsIn());
  });

  it("locks second steps for an hour after ten wrong ones, whatever the challenge, but not trusted devices", async () => {
    const { newPhone, ada, ticket, code, phone, requests, later } = await askedWorld();
    for (let nth = 1; nth <= 5; nth += 1) await newPhone.submits(ticket, wrong(code));
    await requests.next();
    const { ticket: second } = await newPhone.isAsked();
    const { code: secondCode } = (await requests.next()).request;
    for (let nth = 1; nth <= 4; nth += 1) await newPhone.submits(second, wrong(secondCode));
    const { ticket: third } = await ada.on("a tablet").isAsked();
    const thirdCode = (await requests.next()).request.code;
    await newPhone.submits(second, wrong(secondCode));

    expect(await newPhone.submits(third, thirdCode)).toMatchObject({ kind: "TooManyAttempts" });
    expect(await newPhone.signsIn()).toMatchObject({ kind: "TooManyAttempts" });
    expect(await newPhone.signsIn({ password: "not the password" })).toMatchObject({ kind: "InvalidCredentials" });
    the("SignedIn", await phone.signsIn());
    await later(HOUR + SECOND);
    expect(await newPhone.signsIn()).toMatchObject({ kind: "VerificationRequired" });
  });

  it("is void once two-step verification is turned off", async () => {
    const { newPhone, phone, ticket, code, requests } = await askedWorld();
    await phone.turnsOffTwoStep();

    expect(await newPhone.submits(ticket, code)).toMatchObject({ kind: "ChallengeClosed", status: "CANCELLED" });
    // The phone is no trusted device any more: its line ends.
    expect(await requests.ended).toBeNull();
  });

  it("is void once the person who asked gives up", async () => {
    const { newPhone, ticket, code, requests, stranger } = await askedWorld();
    const cancel = async () => (await stranger(documents.CANCEL, { variables: { ticket } })).body.data;

    expect(await cancel()).toEqual({ result: true });
    expect(await cancel()).toEqual({ result: false });
    expect(await requests.next()).toMatchObject({ kind: "VerificationSettled", status: "CANCELLED" });
    expect(await newPhone.submits(ticket, code)).toMatchObject({ kind: "ChallengeClosed", status: "CANCELLED" });
  });
});

describe("a sign-in request on the trusted devices", () => {
  it("is shown to a device that connects later, once, with the same code", async () => {
    const { phone, code, challenge } = await askedWorld();
    const again = await phone.watchesRequests();

    expect(await again.next()).toMatchObject({ kind: "VerificationRequested", request: { id: challenge.id, code } });
    expect(await phone.shownCodes()).toEqual([code]);
    expect(again.unread()).toEqual([]);
  });

  it("is shown on every trusted device, and nowhere else", async () => {
    const { ada, phone, newPhone, ticket, code, requests } = await askedWorld();
    the("SignedIn", await newPhone.submits(ticket, code));
    await requests.next();
    const both = [requests, await newPhone.watchesRequests()];
    await ada.on("a tablet").isAsked();
    const [one, other] = await Promise.all(both.map((it) => it.next()));
    expect(one).toEqual(other);

    const laptop = ada.on("a laptop");
    const asked = await laptop.isAsked();
    await requests.next();
    const laptopsCode = (await phone.shownCodes()).at(-1) ?? "";
    the("SignedIn", await laptop.submits(asked.ticket, laptopsCode, { trustDevice: false }));
    await ada.on("another tablet").isAsked();
    expect(await laptop.shownCodes()).toEqual([]);
    const [error] = (await (await laptop.watches(documents.REQUESTS)).ended) as { extensions: { code: string } }[];
    expect(error?.extensions.code).toBe("FORBIDDEN");
  });

  it("is acknowledged once, and says so in the deliveries of the new device", async () => {
    const { phone, newPhone, challenge, ticket } = await askedWorld();
    const acknowledge = async (device = phone) =>
      (await device.reads(`mutation ($id: ID!) { acknowledgeVerification(requestId: $id) }`, { id: challenge.id }))
        .acknowledgeVerification as boolean;

    expect([await acknowledge(), await acknowledge()]).toEqual([true, false]);
    const query = `query ($ticket: String!) { verificationChallenge(ticket: $ticket) { deliveries { state } } }`;
    expect(await newPhone.reads(query, { ticket })).toEqual({
      verificationChallenge: { deliveries: [{ state: "ACKNOWLEDGED" }] },
    });
  });

  it("tells the new device, live, how it goes on", async () => {
    const { newPhone, ticket, code } = await askedWorld();
    const outcome = await newPhone.watchesOutcome(ticket);

    expect(await outcome.next()).toMatchObject({ status: "PENDING" });
    the("SignedIn", await newPhone.submits(ticket, code));
    expect(await outcome.next()).toMatchObject({ status: "COMPLETED" });
    expect(await outcome.ended).toBeNull();
  });

  it("expires by itself for the new device too", async () => {
    const { newPhone, ticket, later } = await askedWorld();
    const outcome = await newPhone.watchesOutcome(ticket);
    expect(await outcome.next()).toMatchObject({ status: "PENDING" });
    await later(10 * MINUTE + SECOND);

    expect(await outcome.next()).toMatchObject({ status: "EXPIRED" });
    expect(await outcome.ended).toBeNull();
  });

  it("goes away with its code, while the flow goes on by mail", async () => {
    const { ada, phone, ticket, newPhone, requests, later } = await askedWorld();
    the("CodeSent", await newPhone.asksForCode(ticket, "EMAIL"));
    await later(5 * MINUTE + SECOND);

    expect(await requests.next()).toMatchObject({ kind: "VerificationSettled", status: "EXPIRED" });
    expect(await phone.shownCodes()).toEqual([]);
    the("SignedIn", await newPhone.submits(ticket, await ada.mailbox.code("verification code")));
    expect(requests.unread()).toEqual([]);
  });
});
