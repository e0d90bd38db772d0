import fc from "fast-check";
import { bucketOf, isReached } from "../../subgraphs/account/rollout.ts";
import { MINUTE, world, type Person } from "../world.ts";
import { codeOf } from "../world/api.ts";
import type { Device } from "../world/device.ts";
import { proofsOn, somewhere } from "../world/proofs.ts";
import { the } from "../world/results.ts";

const SET = `mutation ($appId: ID!, $percent: Int!) {
  setTwoStepRollout(appId: $appId, percent: $percent) { id twoStepRolloutPercent }
}`;
const STATE = `{ me { loginSecurity { twoStepVerification { enabled availability } } } }`;
const stateOf = async (device: Device) => (await device.reads(STATE)).me.loginSecurity.twoStepVerification;
const bucket = async (device: Device, appId: string) => bucketOf(appId, await device.accountId());

describe("the line in which accounts wait for two-step verification", () => {
  const ids = Array.from({ length: 50_000 }, (_, nth) => `account-${nth}`);

  it("has every account at one place of ten thousand, another for each app, and always the same", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (appId, accountId) => {
        const place = bucketOf(appId, accountId);
        expect(place).toBe(bucketOf(appId, accountId));
        expect(Number.isInteger(place) && place >= 0 && place <= 9_999).toBe(true);
      }),
    );
    const alike = ids.filter((id) => bucketOf("kasa", id) === bucketOf("tapo", id));
    expect(alike.length).toBeLessThan(ids.length / 1_000);
  });

  it.each([0, 1, 10, 25, 50, 99, 100])("has %i per cent before that mark, within one", (percent) => {
    const reached = ids.filter((id) => isReached(bucketOf("kasa", id), percent)).length;
    expect(Math.abs(reached / ids.length - percent / 100)).toBeLessThan(0.01);
    if (percent % 100 === 0) expect(reached).toBe((ids.length * percent) / 100);
  });

  it("loses nobody when the mark is raised, and wins nobody when it is lowered", () => {
    const percent = fc.integer({ min: 0, max: 100 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_999 }), percent, percent, (place, one, other) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        expect(isReached(place, low) && !isReached(place, high)).toBe(false);
      }),
    );
  });
});

describe("rolling out two-step verification", () => {
  let [admin] = [] as unknown as [Device];
  const sets = async (appId: string, percent: number) => {
    the("SignedIn", await admin.signsIn());
    return admin.reads(SET, { appId, percent });
  };
  beforeAll(async () => {
    admin = (await (await world()).staff("ADMIN")).phone;
  });

  it("reaches an account when its batch is reached, by one request and no restart", async () => {
    const { ada } = await world();
    const phone = await ada.joinsOn("phone", { appId: "tapo" });
    expect(await stateOf(phone)).toEqual({ enabled: false, availability: "AVAILABLE" });

    const place = await bucket(phone, "tapo");
    const [before, after] = [Math.floor(place / 100), Math.floor(place / 100) + 1];
    expect(await sets("tapo", before)).toEqual({ setTwoStepRollout: { id: "tapo", twoStepRolloutPercent: before } });
    expect(await stateOf(phone)).toEqual({ enabled: false, availability: "NOT_YET" });
    expect(await phone.startsTwoStep()).toMatchObject({ kind: "TwoStepNotAvailable" });
    the("SignedIn", await phone.signsIn());
    the("SignedIn", await ada.on("a new phone", { appId: "tapo" }).signsIn());

    await sets("tapo", after);
    expect(await stateOf(phone)).toEqual({ enabled: false, availability: "AVAILABLE" });
    the("FlowStarted", await phone.startsTwoStep());
  });

  it("turns it on for nobody who waits, neither by a flow that was begun before nor by a first phone number", async () => {
    const { ada, bob, server } = await world();
    await sets("tapo", 100);
    const phone = await ada.joinsOn("phone", { appId: "tapo" });
    const { ticket } = the("FlowStarted", await phone.startsTwoStep());
    const code = await ada.mailbox.code("verification code");
    await sets("tapo", 0);
    expect(await phone.confirmsTwoStep(ticket, code)).toMatchObject({ kind: "TwoStepNotAvailable" });
    expect(await stateOf(phone)).toEqual({ enabled: false, availability: "NOT_YET" });

    await sets("portal", 0);
    const browser = await bob.joinsOn("browser", { appId: "portal", ip: somewhere() });
    expect((await proofsOn(browser, server.url).hasPhone()).confirmed).toMatchObject({ deviceToken: null });
    expect(await stateOf(browser)).toEqual({ enabled: false, availability: "NOT_YET" });
    the("SignedIn", await browser.signsIn());
    await sets("portal", 100);
  });

  it("turns off nothing that is on, in that app or another", async () => {
    const { ada } = await world();
    await sets("tapo", 100);
    const phone = await ada.trusts("phone", { appId: "tapo" });
    await sets("tapo", 0);
    expect(await stateOf(phone)).toEqual({ enabled: true, availability: "AVAILABLE" });
    expect(await ada.on("a new phone", { appId: "tapo" }).signsIn()).toMatchObject({ kind: "VerificationRequired" });
    expect(await ada.on("a laptop", { appId: "kasa" }).signsIn()).toMatchObject({ kind: "VerificationRequired" });
  });

  it("is asked of the viewer's app", async () => {
    const { bob } = await world();
    await sets("tapo", 0);
    const [here, there] = [await bob.joinsOn("phone", { appId: "kasa" }), bob.on("phone", { appId: "tapo" })];
    the("SignedIn", await there.signsIn());
    expect(await stateOf(here)).toMatchObject({ availability: "AVAILABLE" });
    expect(await stateOf(there)).toMatchObject({ availability: "NOT_YET" });
  });

  it("holds for what is on by default", async () => {
    const { ada, bob } = await world();
    const joins = (who: Person) => who.joinsOn("phone", { appId: "aginet", appVersion: "2.3.0" });
    await sets("aginet", 0);
    expect(await stateOf(await joins(ada))).toEqual({ enabled: false, availability: "NOT_YET" });
    await sets("aginet", 100);
    expect(await stateOf(await joins(bob))).toEqual({ enabled: true, availability: "AVAILABLE" });
  });

  it("is an administrator's, who has just said who it is", async () => {
    const { ada, staff, stranger, later } = await world();
    const phone = await ada.joinsOn("phone");
    const { phone: support } = await staff("SUPPORT");
    const asked = { appId: "kasa", percent: 50 };
    for (const device of [phone, support]) expect(codeOf(await device.sends(SET, asked))).toBe("FORBIDDEN");
    expect(codeOf(await stranger(SET, { variables: asked }))).toBe("UNAUTHENTICATED");

    the("SignedIn", await admin.signsIn());
    for (const [variables, field] of [
      [{ appId: "kasa", percent: -1 }, "percent"],
      [{ appId: "kasa", percent: 101 }, "percent"],
      [{ appId: "kasa", percent: 1.5 }, "percent"],
      [{ appId: "emacs", percent: 1 }, "appId"],
    ] as const)
      expect((await admin.sends(SET, variables)).body.errors).toMatchObject([
        { extensions: { code: "BAD_USER_INPUT", field } },
      ]);

    const PERCENT = `{ clientApps { id twoStepRolloutPercent } }`;
    expect((await admin.reads(PERCENT)).clientApps).toContainEqual({ id: "kasa", twoStepRolloutPercent: 100 });
    const seen = await phone.sends(PERCENT);
    expect(codeOf(seen)).toBe("FORBIDDEN");
    expect(seen.body.data?.clientApps).toContainEqual({ id: "kasa", twoStepRolloutPercent: null });
    expect(codeOf(await stranger(PERCENT))).toBe("UNAUTHENTICATED");

    await later(10 * MINUTE);
    the("SignedIn", await admin.refreshes());
    expect(codeOf(await admin.sends(SET, asked))).toBe("REAUTHENTICATION_REQUIRED");
  });
});
