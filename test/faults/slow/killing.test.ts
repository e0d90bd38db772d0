import { readFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import { startMongod, type Mongod } from "../../../gateway/embedded/mongod.ts";
import { codeOf, post } from "../../world/api.ts";
import type { Device } from "../../world/device.ts";
import * as documents from "../../world/documents.ts";
import { runProgram } from "../../world/programs.ts";
import { the, type Result } from "../../world/results.ts";
import { openSocket, within } from "../../world/socket.ts";
import { eventually } from "../eventually.ts";
import { SIDES, startFleet, type Fleet, type ProcessName } from "../fleet.ts";
import { asksWhoAmI, inexcusable, steadily, type Flow } from "../flow.ts";
import { keptPort } from "../port.ts";
import { hasRedis } from "../redis.ts";

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

  (hasRedis ? it : it.skip)("Redis takes nothing along", () =>
    inTheMiddle(
      async () => fleet.redis?.kill(),
      async () => fleet.redis?.start(),
    ),
  );

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

describe("a trusted device that listens", () => {
  /** Listens as an app does: again whenever the line ends, with its own token each time. */
  const listens = async (phone: Device) => {
    const seen: string[] = [];
    const ends: unknown[] = [];
    let isOver = false;
    const run = async () => {
      while (!isOver) {
        try {
          const socket = await openSocket(fleet.a.url, { token: phone.kept.accessToken });
          const line = socket.watches(documents.REQUESTS);
          void line.ended.then((how) => ends.push(how));
          const over = Promise.race([line.ended, socket.closed]);
          for (;;) {
            const event = await Promise.race([line.next(), over.then(() => null)]).catch(() => undefined);
            if (event === null || isOver) break;
            if (event?.kind === "VerificationRequested") seen.push(event.request.id);
          }
          await socket.close();
        } catch {
          await pause(100);
        }
      }
    };
    const running = run();
    const isOnline = async () => (await phone.trustedDevices()).some(({ isCurrent, online }) => isCurrent && online);
    await eventually(isOnline, BACK_WITHIN_MS);
    return { seen, ends, stop: async () => ((isOver = true), await within(running, "it listens on", 20_000)) };
  };

  it.each<ProcessName>(["challenge-a", "gateway-a"])(
    "is shown what comes after a death of %s, each request once a line, and is never taken for a stranger",
    async (name) => {
      const dora = fleet.person("dora");
      const phone = await dora.trusts("phone");
      const device = await listens(phone);
      // Past the life of the gateway's signature: whoever repeats the old question now has no right to it.
      await pause(31_000);
      await fleet.kill(name);
      await fleet.restart(name);
      const { challenge } = await within(
        (async () => {
          for (;;) {
            const asked = await dora
              .on("laptop")
              .isAsked()
              .catch(() => null);
            if (asked) return asked;
          }
        })(),
        "nobody could sign in",
        BACK_WITHIN_MS,
      );
      await eventually(() => Promise.resolve(device.seen.includes(challenge.id)), BACK_WITHIN_MS);
      expect(device.seen.filter((id) => id === challenge.id)).toHaveLength(1);
      expect(JSON.stringify(device.ends)).not.toContain("UNAUTHENTICATED");
      await device.stop();
    },
  );

  (hasRedis ? it : it.skip)("that came while Redis was away is told live once it is back", async () => {
    const dora = fleet.person("dora");
    const phone = await dora.trusts("phone");
    await fleet.redis?.kill();
    const device = await listens(phone);
    await pause(15_000);
    await fleet.redis?.start();
    await pause(3_000);
    const { challenge } = await dora.on("laptop").isAsked();
    await eventually(() => Promise.resolve(device.seen.includes(challenge.id)), BACK_WITHIN_MS);
    await device.stop();
  });
});

describe("a new signing key", () => {
  const keysAt = async (url: string): Promise<string[]> => {
    const { keys } = (await (await fetch(`${url}/.well-known/jwks.json`)).json()) as { keys: { kid: string }[] };
    return keys.map(({ kid }) => kid);
  };
  const keyOf = (token: string): string =>
    (JSON.parse(Buffer.from(token.split(".")[0] ?? "", "base64url").toString()) as { kid: string }).kid;

  it("comes into use while people ask and sign in, and nobody is refused", async () => {
    const reader = await fleet.person("ada").joinsOn("phone");
    const [signer, other] = await Promise.all(["bob", "carol"].map((name) => fleet.person(name).joinsOn("phone")));
    if (!signer || !other) throw new Error("two people were asked for");
    const known = await keysAt(fleet.a.url);
    const signedBy: string[] = [];
    const signsIn = async () => {
      const { accessToken } = the("SignedIn", await signer.signsIn());
      signedBy.push(keyOf(accessToken));
      for (const side of SIDES) await asksWhoAmI(fleet[side].url, () => accessToken)();
    };
    const refreshes = async () => {
      const { accessToken } = the("SignedIn", await other.refreshes());
      for (const side of SIDES) await asksWhoAmI(fleet[side].url, () => accessToken)();
    };
    const flows = [
      ...SIDES.map((side) =>
        steadily(
          asksWhoAmI(fleet[side].url, () => reader.kept.accessToken),
          { clients: 1, pauseMs: 25 },
        ),
      ),
      steadily(signsIn, { clients: 1, pauseMs: 250 }),
      steadily(refreshes, { clients: 1, pauseMs: 250 }),
    ];
    const { code, output, errors } = await runProgram("gateway/admin.ts", ["rotate-keys"], fleet.env);
    expect({ code, errors }).toEqual({ code: 0, errors: "" });
    expect(output).toContain("A new key is published");

    const isFresh = (kid: string) => !known.includes(kid);
    for (const side of SIDES) {
      await eventually(async () => (await keysAt(fleet[side].url)).some(isFresh), 90_000);
      expect(await keysAt(fleet[side].url)).toEqual(expect.arrayContaining(known));
    }
    await eventually(() => Promise.resolve(signedBy.some(isFresh)), 240_000);
    await Promise.all(flows.map((flow) => flow.goesOn(10)));
    await Promise.all(flows.map((flow) => flow.stop()));
    expect(flows.flatMap((flow) => flow.tries).filter(({ trouble }) => trouble)).toEqual([]);
  }, 360_000);
});
