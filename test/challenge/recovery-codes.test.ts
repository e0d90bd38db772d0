import { MINUTE, SECOND, world } from "../world.ts";
import { codeOf } from "../world/api.ts";
import * as documents from "../world/documents.ts";
import { proofsOn, somewhere } from "../world/proofs.ts";
import { the } from "../world/results.ts";

/** Ada, with two-step verification on and a set of codes on paper, and a new phone that is asked. */
const askedWorld = async () => {
  const here = await world();
  const phone = await here.ada.trusts("phone");
  const proofs = proofsOn(phone, here.server.url);
  const codes = await proofs.makesCodes();
  const newPhone = here.ada.on("a new phone", { ip: somewhere() });
  const { ticket } = await newPhone.isAsked();
  return { ...here, phone, proofs, codes, newPhone, ticket };
};
const RECOVERY = { method: "RECOVERY_CODE" };

describe("recovery codes", () => {
  it("are ten of 80 bits, shown once, and the owner is told that they were made", async () => {
    const { ada, phone, proofs, codes } = await askedWorld();
    expect(new Set(codes).size).toBe(10);
    // Of 32 signs each: five bits.
    for (const code of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
    const security = await proofs.security();
    expect(security.recoveryCodesRemaining).toBe(10);
    expect(JSON.stringify(security)).not.toContain(codes[0]);
    expect((await ada.mailbox.letter("recovery codes were made")).text).toContain("/undo#");
    expect(await phone.activity()).toContain("RECOVERY_CODES_MADE");
  });

  it("sign in once each, and each use is mailed with the number left", async () => {
    const { ada, newPhone, ticket, codes, proofs } = await askedWorld();
    the("CodeSent", await newPhone.asksForCode(ticket, "RECOVERY_CODE"));
    the("SignedIn", await newPhone.submits(ticket, codes[0]!));
    expect((await ada.mailbox.letter("A recovery code was used")).text).toContain("9 codes are left.");
    expect((await proofs.security()).recoveryCodesRemaining).toBe(9);

    const other = ada.on("another", { ip: somewhere() });
    const { ticket: second } = await other.isAsked();
    expect(await other.submits(second, codes[0]!, RECOVERY)).toMatchObject({ kind: "CodeIncorrect" });
    the("SignedIn", await other.submits(second, codes[1]!, RECOVERY));
  });

  it.each([
    ["small letters and no dashes", (code: string) => code.toLowerCase().replaceAll("-", "")],
    ["spaces", (code: string) => ` ${code.replaceAll("-", "  ")} `],
    [
      "full-width signs",
      (code: string) => code.replace(/[0-9A-Z]/g, (it) => String.fromCodePoint(it.codePointAt(0)! + 0xfee0)),
    ],
    ["letters that are taken for digits", (code: string) => code.replaceAll("1", "l").replaceAll("0", "o")],
  ])("are read with %s", async (_what, typed) => {
    const { newPhone, ticket, codes } = await askedWorld();
    the("SignedIn", await newPhone.submits(ticket, typed(codes[0]!), RECOVERY));
  });

  it("sign in once, of fifty uses of one at once, and are told of once", async () => {
    const { ada, newPhone, ticket, codes, proofs } = await askedWorld();
    const answers = await Promise.all(Array.from({ length: 50 }, () => newPhone.submits(ticket, codes[0]!, RECOVERY)));
    expect(answers.filter(({ kind }) => kind === "SignedIn")).toHaveLength(1);
    expect(new Set(answers.map(({ kind }) => kind))).toEqual(new Set(["SignedIn", "ChallengeClosed"]));
    expect((await proofs.security()).recoveryCodesRemaining).toBe(9);
    await ada.mailbox.letter("A recovery code was used");
    await ada.mailbox.letter("New sign-in");
    expect((await ada.mailbox.subjects()).filter((it) => it === "A recovery code was used")).toHaveLength(1);
  });

  it("cost no attempt in another shape, and one in the right shape that is wrong", async () => {
    const { newPhone, ticket, codes } = await askedWorld();
    for (const [code, method] of [
      ["123456", "RECOVERY_CODE"],
      [codes[0]!.slice(0, -1), "RECOVERY_CODE"],
      [codes[0]!, "EMAIL"],
      [codes[0]!, null],
    ])
      expect(codeOf(await newPhone.sends(documents.SUBMIT_CODE, { input: { ticket, code, method } }))).toBe(
        "BAD_USER_INPUT",
      );
    expect(await newPhone.submits(ticket, "0000-0000-0000-0000", RECOVERY)).toMatchObject({ attemptsRemaining: 4 });
  });

  it("void the set before, and are no method once all are used", async () => {
    const { ada, newPhone, ticket, codes, proofs, later } = await askedWorld();
    const fresh = await proofs.makesCodes();
    expect(await newPhone.submits(ticket, codes[0]!, RECOVERY)).toMatchObject({ kind: "CodeIncorrect" });
    the("SignedIn", await newPhone.submits(ticket, fresh[0]!, RECOVERY));
    for (const code of fresh.slice(1)) {
      const { ticket: next } = await ada.on("another", { ip: somewhere() }).isAsked();
      the("SignedIn", await newPhone.submits(next, code, RECOVERY));
    }
    const last = await ada.on("the last", { ip: somewhere() }).isAsked();
    expect(await newPhone.asksForCode(last.ticket, "RECOVERY_CODE")).toMatchObject({ kind: "MethodUnavailable" });
    expect((await proofs.security()).recommendations.map(({ kind }) => kind)).toContain("GENERATE_RECOVERY_CODES");
    await later(10 * MINUTE + SECOND);
    const phone = ada.on("phone", { ip: somewhere() });
    expect(codeOf(await phone.sends(documents.GENERATE_CODES))).toBe("UNAUTHENTICATED");
  });
});
