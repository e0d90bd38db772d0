import { setTimeout as pause } from "node:timers/promises";

import { codeOf, post } from "../../world/api.ts";
import { clientOn } from "../../world/app.ts";
import * as documents from "../../world/documents.ts";
import { startServer } from "../../world/server.ts";
import { the } from "../../world/results.ts";
import { eventually } from "../eventually.ts";
import { SIDES, type Fleet } from "../fleet.ts";
import { inexcusable, steadily } from "../flow.ts";
import { inTheMiddle } from "../in-the-middle.ts";
import { listens } from "../listens.ts";
import { startReplicaSet, type Member, type ReplicaSet } from "../replica-set.ts";
import { stageFleet } from "../stage.ts";

const BACK_WITHIN_MS = 30_000;
/** A write that no majority takes is given up after five seconds, and so is a subgraph that does not answer. */
const REFUSED_WITHIN_MS = 7_000;

let set: ReplicaSet;
let fleet: Fleet;
stageFleet(
  (it) => (fleet = it),
  async (closer) => {
    set = await startReplicaSet();
    closer.opened(() => set.stop());
    return { mongoUrl: set.url };
  },
);
afterEach(async () => {
  for (const member of set.members) member.thaw();
  await eventually(async () => (await set.secondaries()).length === 2, BACK_WITHIN_MS);
}, 60_000);

const othersThan = (primary: Member): Member[] => set.members.filter((it) => it !== primary);

/** Whether a token is taken anywhere, asked again and again until told to stop. */
const askedEverywhere = (token: string | null) => {
  let accepted = 0;
  const asks = async (url: string): Promise<void> => {
    const reply = await post(url, `{ me { id } }`, { token });
    if (codeOf(reply) === null) accepted += 1;
  };
  const flows = SIDES.map((side) => steadily(() => asks(fleet[side].url), { clients: 1, pauseMs: 5 }));
  return {
    stop: async () => {
      await Promise.all(flows.map((flow) => flow.stop()));
      return { accepted, troubles: inexcusable(flows.flatMap(({ tries }) => tries)) };
    },
  };
};

describe("a replica set whose primary goes", () => {
  it("by kill -9 keeps all that was acknowledged, does nothing twice, and everybody is back after the election", async () => {
    const primary = await set.primary();
    await inTheMiddle(
      fleet,
      () => primary.kill(),
      () => set.primary(),
    );
    await primary.start();
  });

  it("by stepping down does so as well", () =>
    inTheMiddle(
      fleet,
      () => set.stepDown(),
      () => set.primary(),
    ));

  it("because its disk is full does so as well, and needs no repair once there is room", async () => {
    const primary = await set.primary();
    let end: unknown = null;
    await inTheMiddle(
      fleet,
      async () => (end = await primary.fillDisk()),
      () => set.primary(),
    );
    // By itself, as it does where a write fails, and not by the limit.
    expect(end).toBe("SIGABRT");
    await primary.start();
  });

  it("shows each request once to a device that listened all the while", async () => {
    const dora = fleet.person("dora");
    const phone = await dora.trusts("phone");
    const device = await listens(phone, fleet.a.url);
    const laptops = ["laptop", "desktop"].map((name) => dora.on(name, { through: "b" }));
    const asked: string[] = [];
    for (const laptop of laptops) {
      const stepping = set.stepDown();
      // Whoever got no answer asks again, as the same installation: the newer request takes the place of the older.
      await eventually(async () => Boolean(asked.push((await laptop.isAsked()).challenge.id)), BACK_WITHIN_MS);
      await stepping;
    }
    for (const id of asked) await device.sees(id);
    await device.stop();
    expect(device.seen.toSorted()).toEqual([...new Set(device.seen)].toSorted());
    expect(JSON.stringify(device.ends)).not.toContain("UNAUTHENTICATED");
  });
});

describe("a primary that freezes, and comes back as if nothing had been", () => {
  it("has neither kept anybody from going on, nor anything to say about what was acknowledged meanwhile", async () => {
    const old = await set.primary();
    await inTheMiddle(
      fleet,
      async () => old.freeze(),
      async (people) => {
        await set.primary();
        await people.areBack();
        await eventually(async () => Boolean(await fleet.person("erin").joinsOn("phone")), BACK_WITHIN_MS);
        old.thaw();
        await eventually(async () => (await old.state()) === "SECONDARY", BACK_WITHIN_MS);
      },
    );
  });

  it("is believed by nobody about a session that was ended while it was frozen", async () => {
    const phone = await fleet.person("ada").joinsOn("phone");
    const old = await set.primary();
    old.freeze();
    await set.primary();
    await eventually(
      async () => Boolean(await phone.reads(`mutation { revokeOtherSessions }`)) || true,
      BACK_WITHIN_MS,
    );
    const token = phone.kept.accessToken;
    await eventually(async () => Boolean(await phone.reads(`mutation { signOut }`)), BACK_WITHIN_MS);

    const asking = askedEverywhere(token);
    await pause(1_500);
    old.thaw();
    await eventually(async () => (await old.state()) === "SECONDARY", BACK_WITHIN_MS);
    await pause(1_000);
    expect(await asking.stop()).toEqual({ accepted: 0, troubles: [] });
  });
});

/** What a client was told of a write, and how long it waited. */
const told = async (asks: Promise<{ kind: string }>) => {
  const askedAt = performance.now();
  const answer = await asks.then(
    ({ kind }) => kind,
    (error: unknown) => /"code":"(\w+)"/.exec(String(error))?.[1] ?? String(error),
  );
  return { answer, isInTime: performance.now() - askedAt < REFUSED_WITHIN_MS };
};

const REFUSED = { answer: "UNAVAILABLE", isInTime: true };

describe("a primary without a majority", () => {
  it("acknowledges nothing, and what it wrote alone is rolled back when it returns to the others", async () => {
    const bob = fleet.person("bob");
    const phone = await bob.trusts("phone");
    const laptop = bob.on("laptop");
    const { ticket } = await laptop.isAsked();
    const code = await bob.mailbox.code("verification code");
    const stranger = fleet.person("stranger").on("phone");
    const alone = await set.primary();
    const others = othersThan(alone);
    // Dead, and not frozen: what a frozen member has in its ear it would still hear when it thaws, and acknowledge.
    for (const member of others) await member.kill();

    const refused = await Promise.all([
      told(laptop.submits(ticket, code)),
      told(stranger.signsUp()),
      told(phone.refreshes()),
      told(bob.on("desktop").signsIn()),
    ]);
    expect(refused).toEqual([REFUSED, REFUSED, REFUSED, REFUSED]);

    await alone.kill();
    await Promise.all(others.map((it) => it.start()));
    expect(others).toContain(await set.primary());
    await eventually(async () => Boolean(await fleet.person("erin").joinsOn("phone")), BACK_WITHIN_MS);
    await alone.start();
    await eventually(async () => (await alone.log()).includes("Rollback summary"), BACK_WITHIN_MS);
    await eventually(async () => (await alone.state()) === "SECONDARY", BACK_WITHIN_MS);

    // Nothing of it happened: the code was not spent, and the token was not turned into another.
    the("SignedIn", await laptop.submits(ticket, code));
    expect(await laptop.submits(ticket, code)).toMatchObject({ kind: "ChallengeClosed", status: "COMPLETED" });
    the("SignedIn", await phone.refreshes());
    the("EmailConfirmationSent", await stranger.signsUp());
  });

  it("lets nobody in and takes no code, in words and in time, and says that it is not ready", async () => {
    const bob = fleet.person("bob");
    await bob.trusts("phone");
    const laptop = bob.on("laptop");
    const { ticket } = await laptop.isAsked();
    const code = await bob.mailbox.code("verification code");
    const alone = await set.primary();
    for (const member of othersThan(alone)) member.freeze();
    await eventually(async () => (await alone.state()) === "SECONDARY", BACK_WITHIN_MS);

    const asks = [laptop.submits(ticket, code), bob.on("desktop").signsIn(), laptop.asksForCode(ticket, "EMAIL")];
    expect(await Promise.all(asks.map(told))).toEqual([REFUSED, REFUSED, REFUSED]);
    expect((await fetch(`${fleet.a.url}/readyz`)).status).toBe(503);

    for (const member of set.members) member.thaw();
    await set.primary();
    await eventually(async () => (await fetch(`${fleet.a.url}/readyz`)).ok, BACK_WITHIN_MS);
    await eventually(async () => Boolean(await laptop.submits(ticket, code)), BACK_WITHIN_MS);
    expect(await laptop.submits(ticket, code)).toMatchObject({ kind: "ChallengeClosed", status: "COMPLETED" });
  });

  it("keeps nobody waiting where all is one process, either", async () => {
    const server = await startServer({ MONGO_URL: fleet.env.MONGO_URL ?? "", SECRET_KEY: fleet.env.SECRET_KEY ?? "" });
    try {
      const alone = await set.primary();
      for (const member of othersThan(alone)) member.freeze();
      const input = { email: "late@example.com", password: "horse staple orbit lantern", client: clientOn("phone") };
      const askedAt = performance.now();
      const reply = await post(server.url, documents.SIGN_UP, { variables: { input } });
      expect(codeOf(reply)).toBe("UNAVAILABLE");
      expect(performance.now() - askedAt).toBeLessThan(REFUSED_WITHIN_MS);
    } finally {
      for (const member of set.members) member.thaw();
      await set.primary();
      await server.stop();
    }
  });
});
