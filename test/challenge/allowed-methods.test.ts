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
    ["RECOVERY_CODE", "AUTHENTICATOR"],
    ["AUTHENTICATOR", "RECOVERY_CODE"],
    ["EMAIL", "SMS"],
    ["SMS", "EMAIL"],
    ["EMAIL", "RECOVERY_CODE"],
    ["APP_NOTIFICATION", "SMS"],
    ["APP_NOTIFICATION", "AUTHENTICATOR"],
    ["APP_NOTIFICATION", "EMAIL"],
  ])("leaves the rest choosable when %s came first, then %s, and the first went", async (first, second) => {
    const { ada, proofs } = await phoneWorld();
    const app = { id: "" };
    const add: Record<string, () => Promise<unknown>> = {
      SMS: () => proofs.hasPhone(),
      RECOVERY_CODE: () => proofs.makesCodes(),
      AUTHENTICATOR: async () => {
        await proofs.hasPhone();
        await proofs.hasApp("Aegis", Date.now());
        app.id = (await proofs.security()).authenticators[0]?.id ?? "";
      },
    };
    for (const method of [first, second]) await add[method]?.();
    const remove: Record<string, () => Promise<SecurityParts>> = {
      SMS: () => proofs.removesPhone(),
      AUTHENTICATOR: () => proofs.removesApp(app.id),
    };
    const left = await (remove[first]?.() ?? proofs.allows(first, false));

    expect(named(left)).not.toContain(first);
    expect(named(left)).toContain(second);
    const newPhone = ada.on("a new phone", { ip: somewhere() });
    const { ticket, challenge } = await newPhone.isAsked();
    expect(challenge.methods.map(({ method }) => method)).toContain(second);
    expect(challenge.methods.map(({ method }) => method)).not.toContain(first);
    if (challenge.method !== second) the("CodeSent", await newPhone.asksForCode(ticket, second));
  });

  it("takes the authenticator away with the phone, and neither comes back with a new number", async () => {
    const { proofs } = await phoneWorld();
    await proofs.hasPhone();
    await proofs.hasApp("Aegis", Date.now());

    expect(named(await proofs.removesPhone())).toEqual(["APP_NOTIFICATION", "EMAIL"]);
    await proofs.hasPhone();
    expect(named(await proofs.security())).toEqual(["APP_NOTIFICATION", "EMAIL", "SMS"]);
  });
});
