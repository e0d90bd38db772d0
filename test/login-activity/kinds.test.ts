import { createConnection } from "mongoose";

import { MINUTE, SECOND, world } from "../world.ts";
import * as documents from "../world/documents.ts";
import type { Device } from "../world/device.ts";
import { the } from "../world/results.ts";
import { until } from "../world/until.ts";

const countOf = (rows: readonly string[], kind: string) => rows.filter((it) => it === kind).length;
const wrongly = (device: Device) => device.reauthenticates("wrong on purpose 1");

describe("the activity tells", () => {
  it("of a question that nobody answered in time, once, and with where it was asked from", async () => {
    const { ada, later } = await world();
    const phone = await ada.trusts("phone");
    const laptop = ada.on("laptop");
    const { ticket } = await laptop.isAsked();
    await later(9 * MINUTE);
    expect(await phone.activity()).not.toContain("VERIFICATION_EXPIRED");
    await later(2 * MINUTE);
    the("SignedIn", await phone.refreshes());
    await until(async () => (await phone.activity()).includes("VERIFICATION_EXPIRED"));
    await later(MINUTE);
    await later(MINUTE);

    const query = `{ me { loginActivity(filter: { kinds: [VERIFICATION_EXPIRED] }) { edges { node {
      method device { name } } } } } }`;
    expect((await phone.reads(query)).me.loginActivity.edges).toEqual([
      { node: { method: "EMAIL", device: { name: "laptop" } } },
    ]);
    expect(await laptop.submits(ticket, "000000")).toMatchObject({ kind: "ChallengeClosed", status: "EXPIRED" });
  });

  it("of one that was answered in time nothing more, however late it becomes", async () => {
    const { ada, later } = await world();
    const phone = await ada.trusts("phone");
    const laptop = ada.on("laptop");
    const { ticket } = await laptop.isAsked();
    the("SignedIn", await laptop.submits(ticket, await ada.mailbox.code("verification code")));
    const other = ada.on("tablet");
    const asked = await other.isAsked();
    expect((await other.reads(documents.CANCEL, { ticket: asked.ticket })).result).toBe(true);
    await later(31 * MINUTE);
    await later(30 * SECOND);
    the("SignedIn", await phone.refreshes());
    const rows = await phone.activity();
    expect(rows).not.toContain("VERIFICATION_EXPIRED");
    expect(countOf(rows, "VERIFICATION_CANCELLED")).toBe(1);
  });

  it("of wrong passwords in a session, and of the lock that the tenth sets, once", async () => {
    const { ada } = await world();
    const phone = await ada.joinsOn("phone");
    for (let nth = 1; nth <= 10; nth += 1) expect(await wrongly(phone)).toMatchObject({ kind: "InvalidCredentials" });
    expect(await wrongly(phone)).toMatchObject({ kind: "TooManyAttempts" });

    const rows = await phone.activity();
    expect(countOf(rows, "REAUTHENTICATION_FAILED")).toBe(10);
    expect(countOf(rows, "ATTEMPTS_LOCKED")).toBe(1);
    expect(rows[0]).toBe("ATTEMPTS_LOCKED");
  });

  it("of many wrong passwords at once as often as they were answered, and of one lock", async () => {
    const { ada, bob } = await world();
    const phone = await ada.joinsOn("phone");
    const thief = ada.on("a thief's", { ip: "198.51.100.7" });
    const tries = Array.from({ length: 25 }, () => thief.signsIn({ password: "wrong on purpose 1" }));
    const answers = (await Promise.all(tries)).map(({ kind }) => kind);

    const rows = await phone.activity();
    expect(countOf(answers, "InvalidCredentials")).toBe(10);
    expect(countOf(rows, "SIGN_IN_FAILED")).toBe(10);
    expect(countOf(rows, "ATTEMPTS_LOCKED")).toBe(1);
    expect((await bob.joinsOn("phone")).kept.sessionId).not.toBeNull();
  });

  it("of a session that was ended from elsewhere, and of all others at once as one act", async () => {
    const { ada } = await world();
    const phone = await ada.joinsOn("phone");
    const [laptop, tablet, television] = ["laptop", "tablet", "television"].map((name) => ada.on(name));
    for (const device of [laptop!, tablet!, television!]) the("SignedIn", await device.signsIn());
    await phone.reads(`mutation ($id: ID!) { revokeSession(sessionId: $id) }`, { id: laptop!.kept.sessionId });
    expect(await phone.reads(`mutation { revokeOtherSessions }`)).toEqual({ revokeOtherSessions: 2 });
    expect(await phone.reads(`mutation { revokeOtherSessions }`)).toEqual({ revokeOtherSessions: 0 });

    expect(countOf(await phone.activity(), "SESSION_REVOKED")).toBe(2);
  });

  it("in rows whose ids sort as their times do, which pages and live lines rely on", async () => {
    const { ada, server } = await world();
    const phone = await ada.joinsOn("phone");
    await Promise.all(Array.from({ length: 8 }, () => phone.signsIn()));
    const served = await createConnection(server.env.MONGO_URL ?? "").asPromise();
    const rows = await served.collection("loginActivities").find({ kind: "SIGNED_IN" }).toArray();
    const ids = rows.map(({ _id, at }) => [
      String(_id).slice(0, 12),
      (at as Date).getTime().toString(16).padStart(12, "0"),
    ]);
    for (const [inId, asTime] of ids) expect(inId).toBe(asTime);
    await served.close();
  });
});
