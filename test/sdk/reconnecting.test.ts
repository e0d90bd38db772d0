import { createQueue } from "../../sdk/queue.ts";
import { openLink } from "../faults/link.ts";
import { MINUTE, PASSWORD, world } from "../world.ts";
import { appAt, be, clientOn, isOnline, next } from "../world/app.ts";
import { startServer } from "../world/server.ts";
import { until } from "../world/until.ts";

/** Ada's trusted phone, whose app is made with the client library, at the end of a wire that can be cut. */
const wiredWorld = async () => {
  const here = await world();
  const { ada, server } = here;
  const device = await ada.trusts("phone");
  const wire = await openLink(Number(new URL(server.url).port));
  const app = appAt(`http://127.0.0.1:${wire.port}`, { app: device.client });
  await app.storage.write(device.kept);
  return { ...here, wire, app, device, close: async () => app.close().then(() => wire.close()) };
};

describe("a trusted device on a bad network", () => {
  it("is shown each request once, and what has settled meanwhile is taken away", async () => {
    const { ada, app, wire, close } = await wiredWorld();
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
    await close();
  });

  it("comes back with a fresh token when it slept beyond the old one", async () => {
    const { ada, app, later, close } = await wiredWorld();
    const requests = app.requests();
    await isOnline(app);
    const before = (await app.kept()).accessToken;
    await later(10 * MINUTE);
    await until(() => Promise.resolve(app.closes.includes(4401)));
    await until(async () => (await app.kept()).accessToken !== before);
    await isOnline(app);
    await ada.on("a laptop").isAsked();
    expect(await next(requests, "VerificationRequested")).toMatchObject({ request: { device: { name: "a laptop" } } });
    await close();
  });
});

describe("a socket that stays", () => {
  it("is told the next token before the old one ends", async () => {
    const server = await startServer({ ACCESS_TOKEN_TTL: "3s" });
    const app = appAt(server.url, { app: clientOn("phone", { appId: "aginet" }) });
    const email = "grace@example.com";
    be("EmailConfirmationSent", await app.signUp({ email, password: PASSWORD }));
    const mailed = await until_(async () => {
      const mails = (await (await fetch(`${server.url}/inbox.json`)).json()) as { text: string }[];
      return mails[0] ?? null;
    });
    be("SignedIn", await app.confirmEmail({ email, code: /\b\d{6}\b/.exec(mailed.text)?.[0] ?? "" }));
    app.requests();
    await isOnline(app);

    const refreshes = () => app.sent.filter((it) => it === "RefreshSession").length;
    const after = refreshes();
    await until(() => Promise.resolve(refreshes() >= after + 3), 20_000);
    expect(app.closes).toEqual([]);
    await app.close();
    await server.stop();
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
});

/** The first that is not null. */
const until_ = async <T>(look: () => Promise<T | null>): Promise<T> => {
  let found: T | null = null;
  await until(async () => (found = await look()) !== null);
  return found as T;
};
