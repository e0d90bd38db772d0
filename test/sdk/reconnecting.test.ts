import { fileURLToPath } from "node:url";
import { compileFunction } from "node:vm";
import { build, stop } from "esbuild";
import { WebSocket } from "ws";
import { liveAt } from "../../sdk/live.ts";
import { VerificationRequestsDocument } from "../../sdk/operations.ts";
import { createQueue } from "../../sdk/queue.ts";
import { openLink } from "../faults/link.ts";
import { MINUTE, world } from "../world.ts";
import { appAt, isOnline, next } from "../world/app.ts";
import { until } from "../world/until.ts";

/** Closed after each test, also after one that failed: a socket that comes back by itself would keep the run alive. */
const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

/** Ada's trusted phone, whose app is made with the client library, at the end of a wire that can be cut. */
const wiredWorld = async (onSend?: (operation: string) => void) => {
  const here = await world();
  const { ada, server } = here;
  const device = await ada.trusts("phone");
  const wire = await openLink(Number(new URL(server.url).port));
  const app = appAt(`http://127.0.0.1:${wire.port}`, { app: device.client, onSend });
  await app.storage.write(device.kept);
  opened.push(async () => app.close().then(() => wire.close()));
  return { ...here, wire, app, device };
};

describe("a trusted device on a bad network", () => {
  it("is shown each request once, and what has settled meanwhile is taken away", async () => {
    const { ada, app, wire } = await wiredWorld();
    const requests = app.requests();
    await isOnline(app);
    const [laptop, tablet] = [ada.on("a laptop"), ada.on("a tablet")];
    await laptop.isAsked();
    const { ticket } = await tablet.isAsked();
    const shown = [await next(requests, "VerificationRequested"), await next(requests, "VerificationRequested")];
    const of = (name: string) => shown.find(({ request }) => request.device.name === name)!.request;

    wire.cut();
    expect(await tablet.submits(ticket, of("a tablet").code)).toMatchObject({ kind: "SignedIn" });
    wire.mend();
    expect(await next(requests, "RequestGone")).toMatchObject({ requestId: of("a tablet").id });

    // The laptop's is shown already: what comes next is new.
    const third = ada.on("a watch");
    await isOnline(app);
    await third.isAsked();
    expect(await next(requests, "VerificationRequested")).toMatchObject({ request: { device: { name: "a watch" } } });
  });

  it("comes back with a fresh token when it slept beyond the old one", async () => {
    // Its network is not quite there yet, when it wakes.
    let failures = 0;
    const { ada, app, later } = await wiredWorld((operation) => {
      if (operation === "RefreshSession" && app.closes.includes(4401) && ++failures <= 2) throw new Error("no network");
    });
    const requests = app.requests();
    await isOnline(app);
    const before = (await app.kept()).accessToken;
    await later(10 * MINUTE);
    await until(() => Promise.resolve(app.closes.includes(4401)));
    await until(async () => (await app.kept()).accessToken !== before);
    expect(failures).toBeGreaterThan(2);
    await isOnline(app);
    await ada.on("a laptop").isAsked();
    expect(await next(requests, "VerificationRequested")).toMatchObject({ request: { device: { name: "a laptop" } } });
  });
});

describe("a socket that stays", () => {
  it("is told the next token before the old one ends", async () => {
    const { ada, server, later } = await world();
    const device = await ada.trusts("phone");
    let proofs = 0;
    const closes: number[] = [];
    const access = async () => {
      proofs += 1;
      return device.kept.accessToken;
    };
    const live = liveAt({
      ...{ url: server.url, webSocket: WebSocket, onClosed: (code) => closes.push(code) },
      tokens: { access, renew: async () => null, restMs: () => 50 },
    });
    opened.push(() => live.close());
    const events = live.events(VerificationRequestsDocument, {});
    await until(async () => (await device.trustedDevices()).some(({ online }) => online));

    await later(9 * MINUTE);
    expect(await device.refreshes()).toMatchObject({ kind: "SignedIn" });
    const before = proofs;
    await until(() => Promise.resolve(proofs >= before + 10));
    await later(2 * MINUTE);
    await ada.on("a laptop").isAsked();
    expect((await events.next()).value).toMatchObject({
      verificationRequests: { __typename: "VerificationRequested" },
    });
    expect(closes).toEqual([]);
  });
});

describe("what one loop reads", () => {
  it("keeps its order, hands an error over once, and is let go at once", async () => {
    let freed = 0;
    const queue = createQueue<number>(() => (freed += 1));
    queue.push(1);
    queue.push(2);
    queue.fail(new Error("broken"));
    queue.push(3);
    expect(await queue.next()).toEqual({ done: false, value: 1 });
    expect(await queue.next()).toEqual({ done: false, value: 2 });
    await expect(queue.next()).rejects.toThrow("broken");
    expect(await queue.next()).toEqual({ done: true, value: undefined });

    const waiting = createQueue<number>(() => (freed += 1));
    const next = waiting.next();
    await waiting.return?.();
    expect(await next).toEqual({ done: true, value: undefined });
    expect(freed).toBe(2);
  });

  it("is found by a loop where there is no Symbol.asyncIterator, as in React Native", async () => {
    const entryPoints = [fileURLToPath(new URL("../../sdk/queue.ts", import.meta.url))];
    const { outputFiles } = await build({ entryPoints, write: false, bundle: true, format: "iife", globalName: "it" });
    await stop();
    const load = compileFunction(`${outputFiles[0]!.text}; return it.createQueue;`, ["Symbol"]);
    const create = load({ iterator: Symbol.iterator }) as typeof createQueue;
    const queue = create<number>(() => undefined) as unknown as Record<string, () => object>;
    expect(queue["@@asyncIterator"]?.()).toBe(queue);
  });
});
