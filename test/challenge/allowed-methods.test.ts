import { world } from "../world.ts";
import * as documents from "../world/documents.ts";
import { proofsOn, somewhere } from "../world/proofs.ts";
import { the, type SecurityParts } from "../world/results.ts";

const phoneWorld = async () => {
  const here = await world();
  const phone = await here.ada.trusts("phone", { ip: somewhere() });
  return { ...here, phone, proofs: proofsOn(phone, here.server.url) };
};
const named = ({ methods }: Pick<SecurityParts, "methods">) => methods.map(({ method }) => method).sort();

describe("which methods may sign an account in", () => {
  it("is the owner's choice, which an open request feels as well, and is told by mail", async () => {
    const { ada, phone, proofs } = await phoneWorld();
    const newPhone = ada.on("a new phone", { ip: somewhere() });
    const { ticket, challenge } = await newPhone.isAsked();
    expect(challenge.method).toBe("EMAIL");
    const code = await ada.mailbox.code("verification code");

    expect(named(await proofs.allows("EMAIL", false))).toEqual(["APP_NOTIFICATION"]);
    expect(await newPhone.submits(ticket, code)).toMatchObject({ kind: "CodeIncorrect" });
    expect(await newPhone.asksForCode(ticket, "EMAIL")).toMatchObject({ kind: "MethodUnavailable" });
    expect((await newPhone.isAsked()).challenge.methods.map(({ method }) => method)).toEqual(["APP_NOTIFICATION"]);
    expect((await ada.mailbox.letter("prove that it is you was turned off")).text).toContain("/undo#");
    expect(await phone.activity()).toContain("METHOD_REMOVED");
    expect(named(await proofs.allows("EMAIL", true))).toEqual(["APP_NOTIFICATION", "EMAIL"]);
  });

  it("never leaves it without one that works", async () => {
    const { phone, proofs } = await phoneWorld();
    await proofs.makesCodes();
    await proofs.allows("APP_NOTIFICATION", false);
    const refused = await phone.sends(documents.SET_ALLOWED, { method: "EMAIL", allowed: false });
    expect(refused.body.errors?.[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT", field: "allowed" });
    expect((await proofs.security()).allowedMethods).toContain("EMAIL");
  });

  it.each([
    ["SMS", "RECOVERY_CODE"],
    ["RECOVERY_CODE", "SMS"],
  ])("leaves the rest choosable when %s came first, then %s, and the first went", async (first, second) => {
    const { ada, proofs } = await phoneWorld();
    const add = { SMS: () => proofs.hasPhone(), RECOVERY_CODE: () => proofs.makesCodes() };
    await add[first as keyof typeof add]();
    await add[second as keyof typeof add]();
    const left = first === "SMS" ? await proofs.removesPhone() : await proofs.allows("RECOVERY_CODE", false);
    expect(named(left)).toEqual(["APP_NOTIFICATION", "EMAIL", second].sort());
    const { ticket } = await ada.on("a new phone", { ip: somewhere() }).isAsked();
    the("CodeSent", await ada.on("a new phone").asksForCode(ticket, second));
  });
});
