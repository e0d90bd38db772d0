import { HOUR, MINUTE, world } from "../world.ts";
import { codeOf } from "../world/api.ts";
import type { Device } from "../world/device.ts";
import { the } from "../world/results.ts";

const ALL = `{ loginActivities(first: 1) { edges { node { kind } } } }`;

const seesAll = async (device: Device) => codeOf(await device.sends(ALL));

describe("a staff role", () => {
  it("works on a trusted device, and for twelve hours from its sign-in", async () => {
    const { staff, later } = await world();
    const { phone } = await staff("analyst");
    expect(await seesAll(phone)).toBeNull();

    await later(12 * HOUR - MINUTE);
    the("SignedIn", await phone.refreshes());
    expect(await seesAll(phone)).toBeNull();
    await later(MINUTE);
    expect(await seesAll(phone)).toBe("FORBIDDEN");

    // A refresh is no sign-in, and neither is the password alone.
    the("SignedIn", await phone.refreshes());
    expect(await phone.reauthenticates()).toMatchObject({ kind: "Reauthenticated" });
    expect(await seesAll(phone)).toBe("FORBIDDEN");
    the("SignedIn", await phone.signsIn());
    expect(await seesAll(phone)).toBeNull();
  });

  it("works after a code from a trusted device, and not after a mailed one", async () => {
    const { staff } = await world();
    const grace = await staff("analyst");
    const laptop = grace.on("a laptop", { appId: "portal" });

    const mailed = await laptop.isAsked();
    the("CodeSent", await laptop.asksForCode(mailed.ticket, "APP_NOTIFICATION"));
    const code = await grace.mailbox.code("verification code");
    the("SignedIn", await laptop.submits(mailed.ticket, code, { method: "EMAIL" }));
    expect(await seesAll(laptop)).toBe("FORBIDDEN");

    const shown = await laptop.isAsked();
    the("CodeSent", await laptop.asksForCode(shown.ticket, "APP_NOTIFICATION"));
    const [onPhone] = await grace.phone.shownCodes();
    the("SignedIn", await laptop.submits(shown.ticket, onPhone ?? "", { method: "APP_NOTIFICATION" }));
    expect(await seesAll(laptop)).toBeNull();
  });

  it("does not work without a second step, whoever has it", async () => {
    const { bob, admin } = await world();
    const phone = await bob.joinsOn("phone");
    expect(await admin("grant", "analyst", bob.email)).toMatchObject({ code: 0 });
    expect(await seesAll(phone)).toBe("FORBIDDEN");
    the("SignedIn", await phone.signsIn());
    expect(await seesAll(phone)).toBe("FORBIDDEN");

    // Turning it on is proven by a mailed code, too: the next sign-in is what counts.
    await phone.turnsOnTwoStep();
    expect(await seesAll(phone)).toBe("FORBIDDEN");
    the("SignedIn", await phone.signsIn());
    expect(await seesAll(phone)).toBeNull();
  });

  it("is read at each request, and each role opens its own", async () => {
    const { staff, admin } = await world();
    const { email, phone } = await staff("support");
    expect(await seesAll(phone)).toBe("FORBIDDEN");
    expect(await admin("grant", "analyst", email)).toMatchObject({ code: 0 });
    expect(await seesAll(phone)).toBeNull();
    expect(await admin("revoke", "analyst", email)).toMatchObject({ code: 0 });
    expect(await seesAll(phone)).toBe("FORBIDDEN");
  });
});
