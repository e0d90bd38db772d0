import { MINUTE, SECOND, world } from "../world.ts";
import { until } from "../world/until.ts";

describe("a sign-in request that nobody answers", () => {
  it("is in the activity as expired, once, though nobody watched it", async () => {
    const { ada, later } = await world();
    const phone = await ada.trusts("phone");
    await ada.on("a new phone").isAsked();
    expect(await phone.activity()).not.toContain("VERIFICATION_EXPIRED");
    await later(10 * MINUTE + SECOND);
    await phone.refreshes();

    await until(async () => (await phone.activity()).includes("VERIFICATION_EXPIRED"));
    await later(MINUTE);
    await phone.refreshes();
    expect((await phone.activity()).filter((kind) => kind === "VERIFICATION_EXPIRED")).toHaveLength(1);
  });

  it("is settled once on each trusted device, and for the new one", async () => {
    const { ada, later } = await world();
    const phone = await ada.trusts("phone");
    const requests = await phone.watchesRequests();
    const newPhone = ada.on("a new phone");
    const { ticket, challenge } = await newPhone.isAsked();
    const outcome = await newPhone.watchesOutcome(ticket);
    await requests.next();
    await outcome.next();
    await later(5 * MINUTE + SECOND);

    expect(await requests.next()).toEqual({
      kind: "VerificationSettled",
      requestId: challenge.id,
      status: "EXPIRED",
    });
    expect(await newPhone.submits(ticket, "123456")).toMatchObject({ kind: "CodeIncorrect" });
    await later(5 * MINUTE);
    expect(await outcome.next()).toMatchObject({ status: "EXPIRED" });
    await phone.refreshes();
    await until(async () => (await phone.activity()).includes("VERIFICATION_EXPIRED"));
    expect(requests.unread()).toEqual([]);
  });
});
