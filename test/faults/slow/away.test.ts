import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { connect, type Socket } from "node:net";

import { SUBGRAPHS } from "../../../subgraphs/kernel/config.ts";
import { codeOf } from "../../world/api.ts";
import { the } from "../../world/results.ts";
import { eventually } from "../eventually.ts";
import { SIDES, type Fleet, type ProcessName, type Side } from "../fleet.ts";
import { asksWhoAmI, steadily } from "../flow.ts";
import { listens } from "../listens.ts";
import { stageFleet } from "../stage.ts";

const BACK_WITHIN_MS = 15_000;
/** The gateway waits five seconds for a subgraph. */
const ANSWERED_WITHIN_MS = 6_500;

let fleet: Fleet;
stageFleet((it) => (fleet = it));
afterEach(() => {
  fleet.redis.thaw();
  fleet.the("trusted-device-a").thaw();
});

const readiness = async (side: Side) => {
  const answer = await fetch(`${fleet[side].url}/readyz`);
  return { status: answer.status, missing: ((await answer.json()) as { missing: string[] }).missing };
};

describe("a question to several subgraphs, one of which is away", () => {
  const breaks: [string, () => Promise<unknown>, () => Promise<unknown>][] = [
    ["frozen", async () => fleet.the("trusted-device-a").freeze(), async () => fleet.the("trusted-device-a").thaw()],
    ["dead", () => fleet.kill("trusted-device-a"), () => fleet.restart("trusted-device-a")],
  ];

  it.each(breaks)(
    "is answered by the others while it is %s, in time, and whoever watches is told",
    async (_, breaking, mending) => {
      const phone = await fleet.person("ada").joinsOn("phone");
      await breaking();
      try {
        const askedAt = performance.now();
        const { status, body } = await phone.sends(
          `{ clientApps { id } me { email sessions { id } } away: me { trustedDevices { id } } }`,
        );
        expect(performance.now() - askedAt).toBeLessThan(ANSWERED_WITHIN_MS);
        expect(status).toBe(200);
        expect(body.data.clientApps).not.toHaveLength(0);
        expect(body.data.me).toMatchObject({ sessions: [{ id: phone.kept.sessionId }] });
        expect(body.data.away).toBeNull();
        expect(body.errors?.map(({ path, extensions }) => [path?.[0], extensions.code])).toEqual([
          ["away", "UNAVAILABLE"],
        ]);
        expect(await readiness("a")).toEqual({ status: 503, missing: ["trusted-device"] });
        expect(await readiness("b")).toEqual({ status: 200, missing: [] });
      } finally {
        await mending();
      }
      await eventually(async () => (await readiness("a")).status === 200, BACK_WITHIN_MS);
      expect(await phone.trustedDevices()).toEqual([]);
    },
  );
});

describe("Redis", () => {
  it("forgets all that it holds, and nobody's limits or requests with it", async () => {
    const dora = fleet.person("dora");
    const phone = await dora.trusts("phone");
    const device = await listens(phone, fleet.b.url);
    const laptop = dora.on("laptop");
    for (let i = 0; i < 10; i += 1)
      expect(await laptop.signsIn({ password: "not the password at all" })).not.toMatchObject({ kind: "SignedIn" });
    const { challenge } = await dora.on("tablet", { ip: "98.207.1.1" }).isAsked();
    await device.sees(challenge.id);
    await fleet.redis.flush();

    expect(await laptop.signsIn()).toMatchObject({ kind: "TooManyAttempts" });
    const next = await dora.on("desktop", { ip: "98.207.1.1" }).isAsked();
    await device.sees(next.challenge.id);
    expect(device.seen).toEqual([challenge.id, next.challenge.id]);
    await device.stop();
  });

  it("freezes, and keeps nobody waiting; what it should have told is seen once, by those who come back at once", async () => {
    const dora = fleet.person("dora");
    const phone = await dora.trusts("phone");
    const before = await listens(phone, fleet.b.url);
    fleet.redis.freeze();
    const askedAt = performance.now();
    const laptop = dora.on("laptop");
    const { ticket, challenge } = await laptop.isAsked();
    expect(performance.now() - askedAt).toBeLessThan(ANSWERED_WITHIN_MS);
    const meanwhile = await listens(phone, fleet.a.url);
    await meanwhile.sees(challenge.id);
    const code = (await phone.shownCodes()).at(-1) ?? "";
    // A process that ends does not wait for it either.
    expect(await fleet.kill("gateway-b", "SIGTERM")).toEqual({ code: 0, signal: null });
    expect(await fleet.kill("challenge-b", "SIGTERM")).toEqual({ code: 0, signal: null });
    await fleet.restart("challenge-b");
    await fleet.restart("gateway-b");
    the("SignedIn", await laptop.submits(ticket, code));

    fleet.redis.thaw();
    await eventually(before.isOnline, BACK_WITHIN_MS);
    const next = await dora.on("desktop").isAsked();
    for (const device of [before, meanwhile]) {
      await device.sees(next.challenge.id);
      expect(device.seen.filter((id) => id === next.challenge.id)).toHaveLength(1);
      expect(device.seen.filter((id) => id === challenge.id).length).toBeLessThanOrEqual(1);
      await device.stop();
    }
  }, 120_000);
});

/** Connections to a gateway of which nothing is ever heard. */
const silentConnections = async (url: string, count: number) => {
  const port = Number(new URL(url).port);
  const sockets: Socket[] = Array.from({ length: count }, () =>
    connect(port, "127.0.0.1").on("error", () => undefined),
  );
  await Promise.all(sockets.map((it) => Promise.race([once(it, "connect"), once(it, "close")])));
  return { close: () => sockets.forEach((it) => it.destroy()) };
};

describe("a process that may open no more files and connections", () => {
  it("as a gateway refuses whom it can't take, keeps what it has, and takes everybody again once there is room", async () => {
    const phone = await fleet.person("ada").joinsOn("phone", { through: "b" });
    const socket = await phone.opensSocket();
    await fleet.the("gateway-b").mayOpen(120);
    const crowd = await silentConnections(fleet.b.url, 400);
    expect(await socket.watches<{ email: string }>(`query { event: me { email } }`).next()).toMatchObject({});
    crowd.close();
    await eventually(async () => codeOf(await phone.sends(`{ me { id } }`)) === null, BACK_WITHIN_MS);
    await socket.close();
    await fleet.kill("gateway-b", "SIGTERM");
    await fleet.restart("gateway-b");
  });

  it("as a subgraph is unavailable where it can't reach MongoDB, in the words of the contract, and comes back", async () => {
    const phone = await fleet.person("ada").joinsOn("phone");
    // None of its threads has been started yet, which takes files as well.
    await fleet.kill("account-a", "SIGTERM");
    await fleet.restart("account-a");
    await fleet.the("account-a").mayOpen(60);
    const flow = steadily(
      asksWhoAmI(fleet.a.url, () => phone.kept.accessToken),
      { clients: 40 },
    );
    const signsIn = steadily(async () => void the("SignedIn", await phone.signsIn()), { clients: 4 });
    await eventually(() => Promise.resolve(flow.tries.length > 200), 60_000);
    await Promise.all([flow.stop(), signsIn.stop()]);
    await fleet.the("account-a").mayOpen(20_000);
    await eventually(async () => codeOf(await phone.sends(`{ me { id } }`)) === null, BACK_WITHIN_MS);
  }, 120_000);
});

describe("a rolling restart", () => {
  it("of every process in turn fails no request of a client that asks again", async () => {
    const [ada, bob] = [await fleet.person("ada").joinsOn("phone"), fleet.person("bob")];
    const installationId = randomUUID();
    const phones = {
      a: bob.on("phone", { through: "a", installationId }),
      b: bob.on("phone", { through: "b", installationId }),
    };
    await phones.a.joins();
    /** As behind a balancer: at the other gateway, where the first did not answer. */
    const asksEither = async (asks: (side: Side) => Promise<void>): Promise<void> => {
      for (let tries = 0; ; tries += 1)
        try {
          await asks(SIDES[tries % 2]!);
          return;
        } catch (error) {
          if (tries >= 5) throw error;
        }
    };
    const reads = steadily(() => asksEither((side) => asksWhoAmI(fleet[side].url, () => ada.kept.accessToken)()), {
      pauseMs: 10,
    });
    const signsIn = steadily(() => asksEither(async (side) => void the("SignedIn", await phones[side].signsIn())), {
      clients: 1,
      pauseMs: 50,
    });
    const socket = await ada.opensSocket();
    for (const side of SIDES) {
      const subgraphs = SUBGRAPHS.map((name): ProcessName => `${name}-${side}`);
      for (const those of [subgraphs, [`gateway-${side}`] as const])
        await Promise.all(
          those.map(async (id) => {
            expect(await fleet.kill(id, "SIGTERM")).toEqual({ code: 0, signal: null });
            await fleet.restart(id);
          }),
        );
    }
    await Promise.all([reads.goesOn(20), signsIn.goesOn(5)]);
    await Promise.all([reads.stop(), signsIn.stop()]);
    expect([...reads.tries, ...signsIn.tries].filter(({ trouble }) => trouble)).toEqual([]);
    expect(await socket.closed).toMatchObject({ code: 1001 });
    the("SignedIn", await phones.a.signsIn());
    const { me } = await phones.a.reads(`{ me { sessions { id } } }`);
    expect(me.sessions).toHaveLength(1);
  }, 240_000);
});
