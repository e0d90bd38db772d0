import { MINUTE, SECOND, world, wrong } from "../world.ts";
import { codeOf } from "../world/api.ts";
import * as documents from "../world/documents.ts";
import { the } from "../world/results.ts";
import { isSignedOut } from "../world/signed-out.ts";

const isOn = `{ me { loginSecurity { twoStepVerification { enabled } } securityQuestion { status } } }`;

describe("turning two-step verification on", () => {
  it("takes the mailed code of that flow, and nothing changes before", async () => {
    const { ada } = await world();
    const phone = await ada.joinsOn("phone");
    const { ticket } = the("FlowStarted", await phone.startsTwoStep());
    const code = await ada.mailbox.code("verification code");

    expect(await phone.confirmsTwoStep(ticket, wrong(code))).toMatchObject({ kind: "CodeIncorrect" });
    expect((await phone.reads(isOn)).me).toMatchObject({ loginSecurity: { twoStepVerification: { enabled: false } } });
    expect(await phone.trustedDevices()).toEqual([]);
    the("TwoStepEnabled", await phone.confirmsTwoStep(ticket, code));
    expect((await phone.reads(isOn)).me).toEqual({
      loginSecurity: { twoStepVerification: { enabled: true } },
      securityQuestion: { status: "DISABLED_FOR_EVER" },
    });
  });

  it("works only in the session that began it", async () => {
    const { ada } = await world();
    const phone = await ada.joinsOn("phone");
    const laptop = ada.on("a laptop");
    the("SignedIn", await laptop.signsIn());
    const { ticket } = the("FlowStarted", await phone.startsTwoStep());
    const code = await ada.mailbox.code("verification code");

    expect(await laptop.confirmsTwoStep(ticket, code)).toMatchObject({ kind: "ChallengeClosed", status: "EXPIRED" });
    the("TwoStepEnabled", await phone.confirmsTwoStep(ticket, code));
  });

  it("dies with the session that began it", async () => {
    const { ada } = await world();
    const phone = await ada.joinsOn("phone");
    const { ticket } = the("FlowStarted", await phone.startsTwoStep());
    await phone.reads(`mutation { signOut }`);

    const query = `query ($ticket: String!) { verificationChallenge(ticket: $ticket) { status } }`;
    const { body } = await phone.sends(query, { ticket }, { token: null });
    expect(body.data).toEqual({ verificationChallenge: { status: "CANCELLED" } });
  });

  it("does so once, of many parallel confirmations", async () => {
    const { ada } = await world();
    const phone = await ada.joinsOn("phone");
    const { ticket } = the("FlowStarted", await phone.startsTwoStep());
    const code = await ada.mailbox.code("verification code");

    const answers = await Promise.all(Array.from({ length: 5 }, () => phone.confirmsTwoStep(ticket, code)));
    expect(answers.filter(({ kind }) => kind === "TwoStepEnabled")).toHaveLength(1);
    expect((await phone.activity()).filter((kind) => kind === "TWO_STEP_ENABLED")).toHaveLength(1);
  });

  it("needs the password again ten minutes after it was given, but not for the confirming step", async () => {
    const { ada, later } = await world();
    const phone = await ada.joinsOn("phone");
    await later(9 * MINUTE);
    const { ticket } = the("FlowStarted", await phone.startsTwoStep());
    await later(MINUTE + SECOND);
    the("SignedIn", await phone.refreshes());
    expect(codeOf(await phone.sends(documents.ENABLE_TWO_STEP))).toBe("REAUTHENTICATION_REQUIRED");
    the("TwoStepEnabled", await phone.confirmsTwoStep(ticket, await ada.mailbox.code("verification code")));
  });

  it("ends what was asked before, and is told to its owner", async () => {
    const { ada } = await world();
    const phone = await ada.joinsOn("phone");
    await phone.turnsOnTwoStep();

    const letter = await ada.mailbox.letter("Two-step verification was turned on");
    expect(letter.text).toContain("phone");
    expect(await phone.activity()).toEqual(expect.arrayContaining(["TWO_STEP_ENABLED", "DEVICE_TRUSTED"]));
  });

  it("needs a viewer", async () => {
    const { stranger } = await world();

    expect(codeOf(await stranger(documents.ENABLE_TWO_STEP))).toBe("UNAUTHENTICATED");
  });
});

describe("turning two-step verification off", () => {
  it("ends the trust and the sessions of the other trusted devices, and is told to its owner", async () => {
    const { ada } = await world();
    const phone = await ada.trusts("phone");
    const newPhone = ada.on("a new phone");
    const { ticket } = await newPhone.isAsked();
    the("SignedIn", await newPhone.submits(ticket, await ada.mailbox.code("verification code")));
    const socket = await newPhone.opensSocket();

    await phone.turnsOffTwoStep();
    expect(await socket.closed).toMatchObject({ code: 4403 });
    await isSignedOut(newPhone);
    expect(await phone.trustedDevices()).toEqual([]);
    await ada.mailbox.letter("Two-step verification was turned off");
    expect(await phone.activity()).toContain("TWO_STEP_DISABLED");
    the("SignedIn", await newPhone.signsIn());
  });

  it("asks no code when it is turned on again where it was trusted, and one where it was not", async () => {
    const { ada } = await world();
    const phone = await ada.trusts("phone");
    await phone.turnsOffTwoStep();
    const laptop = ada.on("a laptop");
    the("SignedIn", await laptop.signsIn());

    the("FlowStarted", await laptop.startsTwoStep());
    const enabled = the("TwoStepEnabled", await phone.startsTwoStep());
    expect(enabled.deviceToken).toEqual(expect.any(String));
    phone.kept.deviceToken = enabled.deviceToken;
    the("SignedIn", await phone.signsIn());
    expect(await laptop.signsIn()).toMatchObject({ kind: "VerificationRequired" });
  });

  it("makes old device tokens worthless, even after it is on again", async () => {
    const { ada } = await world();
    const phone = await ada.trusts("phone");
    const old = phone.kept.deviceToken;
    await phone.turnsOffTwoStep();
    await phone.turnsOnTwoStep();

    expect(await phone.signsIn({ deviceToken: old })).toMatchObject({ kind: "VerificationRequired" });
  });
});
