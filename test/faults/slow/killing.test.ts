import { readFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import { startMongod, type Mongod } from "../../../gateway/embedded/mongod.ts";
import { codeOf, post } from "../../world/api.ts";
import type { Device } from "../../world/device.ts";
import { the, type Result } from "../../world/results.ts";
import { eventually } from "../eventually.ts";
import { SIDES, startFleet, type Fleet, type ProcessName } from "../fleet.ts";
import { asksWhoAmI, inexcusable, steadily, type Flow } from "../flow.ts";
import { keptPort } from "../port.ts";

const BACK_WITHIN_MS = 10_000;
const ANSWERED_WITHIN_MS = 11_000;

/** A MongoDB of this suite's own, which may be killed and comes back on the same data. */
const mortalMongod = async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "countersign-faults-"));
  const port = await keptPort();
  const start = () => startMongod({ dataDir, port, say: () => undefined });
  let mongod: Mongod = await start();
  const pid = async () => (JSON.parse(await readFile(join(dataDir, "mongod.json"), "utf8")) as { pid: number }).pid;
  const signal = async (name: NodeJS.Signals) => void process.kill(await pid(), name);
  return {
    url: mongod.url,
    signal,
    restart: async () => {
      mongod = await start();
    },
    stop: async () => {
      await mongod.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};

let mongod: Awaited<ReturnType<typeof mortalMongod>>;
let fleet: Fleet;
beforeAll(async () => {
  mongod = await mortalMongod();
  fleet = await startFleet({ mongoUrl: mongod.url });
}, 180_000);
afterAll(async () => {
  const complaints = fleet.complaints();
  const exits = await fleet.stop();
  await mongod.stop();
  expect(complaints).toEqual([]);
  expect(exits.map(({ code }) => code)).toEqual(exits.map(() => 0));
}, 90_000);

type Person = ReturnType<Fleet["person"]>;

const sessionsOn = async (phone: Device, name: string): Promise<unknown[]> => {
  const { me } = await phone.reads(`{ me { sessions { device { name } } } }`);
  return (me.sessions as { device: { name: string } }[]).filter(({ device }) => device.name === name);
};

/** People in the middle of what people do. All of it is asked through the first gateway; each keeps a journal. */
const busyPeople = async () => {
  const [reader, signer, refresher] = await Promise.all(
    ["ada", "bob", "carol"].map((name) => fleet.person(name).joinsOn("phone")),
  );
  if (!reader || !signer || !refresher) throw new Error("three people were asked for");
  const flows = {
    readsAtA: steadily(
      asksWhoAmI(fleet.a.url, () => reader.kept.accessToken),
      { clients: 2, pauseMs: 5 },
    ),
    readsAtB: steadily(
      asksWhoAmI(fleet.b.url, () => reader.kept.accessToken),
      { clients: 2, pauseMs: 5 },
    ),
    signsIn: steadily(async () => void the("SignedIn", await signer.signsIn()), { clients: 1, pauseMs: 50 }),
    refreshes: steadily(async () => void the("SignedIn", await refresher.refreshes()), { clients: 1, pauseMs: 10 }),
  };
  const all: Flow[] = Object.values(flows);
  return {
    areBack: () => Promise.all(all.map((flow) => flow.goesOn(3, BACK_WITHIN_MS))),
    /** Ends their work and looks at what it came to. */
    settle: async () => {
      await Promise.all(all.map((flow) => flow.stop()));
      const tries = all.flatMap((flow) => flow.tries);
      expect(inexcusable(tries)).toEqual([]);
      expect(Math.max(...tries.map((it) => it.answeredAt - it.askedAt))).toBeLessThan(ANSWERED_WITHIN_MS);
      // The newest token that was handed out is the one that counts: each was turned into its successor once.
      the("SignedIn", await refresher.refreshes());
      // A sign-in whose answer was lost may have taken the place of the one that was acknowledged.
      const last = await signer.refreshes();
      if (last.kind !== "SignedIn") expect(last).toMatchObject({ kind: "SessionEnded", reason: "REVOKED" });
      the("SignedIn", await signer.signsIn());
      expect(await sessionsOn(signer, "phone")).toHaveLength(1);
    },
  };
};

/** A phone that is trusted, a tablet that it is about to remove, and a laptop with a code that lets it in once. */
const household = async () => {
  const dora: Person = fleet.person("dora");
  const phone = await dora.trusts("phone");
  const tablet = dora.on("tablet");
  const { ticket } = await tablet.isAsked();
  the("SignedIn", await tablet.submits(ticket, await dora.mailbox.code("verification code")));
  const tabletId = (await tablet.trustedDevices()).find(({ isCurrent }) => isCurrent)?.id ?? "";
  const laptop = dora.on("laptop");
  const asked = await laptop.isAsked();
  const code = await dora.mailbox.code("verification code");

  const answers: Result[] = [];
  const submits = async (): Promise<Result> => {
    const answer = await laptop.submits(asked.ticket, code, { trustDevice: false });
    answers.push(answer);
    return answer;
  };
  const removes = () => phone.removes(tabletId);
  const isGone = async () => (await phone.trustedDevices()).every(({ id }) => id !== tabletId);

  return {
    /** Asks for everything at once; what was acknowledged is what came back. */
    acts: async () => {
      const submitting = [submits(), submits(), submits()].map((it) => it.catch(() => null));
      const removal = await removes().catch(() => null);
      await Promise.all(submitting);
      return removal;
    },
    /** Whatever was acknowledged holds, and what was not is done once more without harm. */
    settle: async (removal: Result | null) => {
      if (removal) {
        the("TrustedDeviceRemoved", removal);
        expect(await isGone()).toBe(true);
      } else await eventually(async () => Boolean(await removes()), BACK_WITHIN_MS);
      expect(await isGone()).toBe(true);
      for (const side of SIDES) {
        const reply = await post(fleet[side].url, `{ me { id } }`, { token: tablet.kept.accessToken });
        expect(codeOf(reply)).toBe("UNAUTHENTICATED");
      }
      expect(await tablet.refreshes()).toMatchObject({ kind: "SessionEnded", reason: "DEVICE_REMOVED" });

      await eventually(async () => Boolean(await submits()), BACK_WITHIN_MS);
      expect(answers.filter(({ kind }) => kind === "SignedIn").length).toBeLessThanOrEqual(1);
      expect(await submits()).toMatchObject({ kind: "ChallengeClosed", status: "COMPLETED" });
      expect(await sessionsOn(phone, "laptop")).toHaveLength(1);
      const { me } = await phone.reads(
        `{ me { loginActivity(first: 200) { edges { node { kind device { name } } } } } }`,
      );
      const rows = (me.loginActivity.edges as { node: { kind: string; device: { name: string } | null } }[])
        .map(({ node }) => `${node.kind} ${node.device?.name}`)
        .filter((row) => row === "SIGNED_IN laptop" || row.startsWith("DEVICE_REMOVED"));
      expect(rows.toSorted()).toEqual(["DEVICE_REMOVED phone", "SIGNED_IN laptop"]);
    },
  };
};

const inTheMiddle = async (dies: () => Promise<unknown>, comesBack: () => Promise<unknown>) => {
  const people = await busyPeople();
  const home = await household();
  await people.areBack();
  const acting = home.acts();
  await pause(Math.random() * 120);
  await dies();
  const removal = await acting;
  await comesBack();
  await people.areBack();
  await people.settle();
  await home.settle(removal);
};

describe("killed in the middle of sign-ins, refreshes and removals", () => {
  it.each<ProcessName>(["gateway-a", "account-a", "challenge-a", "trusted-device-a", "login-activity-a"])(
    "%s loses nothing that it acknowledged, does nothing twice, and is back",
    (name) =>
      inTheMiddle(
        () => fleet.kill(name),
        () => fleet.restart(name),
      ),
  );

  it("Redis takes nothing along", () =>
    inTheMiddle(
      async () => fleet.redis.kill(),
      async () => fleet.redis.start(),
    ));

  it("MongoDB comes back with all that was acknowledged, and everybody with it", () =>
    inTheMiddle(
      () => mongod.signal("SIGKILL"),
      async () => {
        await pause(3_000);
        await mongod.restart();
      },
    ));
});

describe("frozen for longer than anybody waits", () => {
  it("MongoDB keeps nobody waiting, and everybody is back when it goes on", () =>
    inTheMiddle(
      () => mongod.signal("SIGSTOP"),
      async () => {
        await pause(15_000);
        await mongod.signal("SIGCONT");
      },
    ));

  it("a subgraph keeps nobody waiting either", () =>
    inTheMiddle(
      async () => fleet.the("account-a").freeze(),
      async () => {
        await pause(12_000);
        fleet.the("account-a").thaw();
      },
    ));
});
