import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { connect } from "node:net";
import { setImmediate as atOnce } from "node:timers/promises";

import { WebSocket, type ClientOptions } from "ws";

import { MINUTE, world } from "../world.ts";
import { IN_SWEDEN } from "../world/device.ts";
import * as documents from "../world/documents.ts";
import { the } from "../world/results.ts";
import { OUR_ORIGIN } from "../world/server.ts";
import { openSocket, within } from "../world/socket.ts";
import { until } from "../world/until.ts";
import { faultsIn } from "./fuzz.ts";

const PROTOCOL = "graphql-transport-ws";

/** A socket without a library's manners: sends what it is told, and keeps what comes. */
const rawSocket = (url: string, protocol = PROTOCOL, options: ClientOptions = {}, path = "/graphql") => {
  const socket = new WebSocket(`${url.replace("http", "ws")}${path}`, protocol, options);
  const messages: { type: string; id?: string; payload?: unknown }[] = [];
  socket.on("message", (data: Buffer) => messages.push(JSON.parse(data.toString())));
  socket.on("error", () => undefined);
  const closing = new Promise<number>((resolve) => socket.on("close", resolve));
  const closed = within(closing, "the socket did not close", 10_000);
  closed.catch(() => undefined);
  /** Has heard this kind of message, or nothing more will come. */
  const hears = (type: string) =>
    until(() => Promise.resolve(socket.readyState !== socket.OPEN || messages.some((it) => it.type === type)));
  const says = (...sayings: object[]) => sayings.forEach((it) => socket.send(JSON.stringify(it)));
  const opened = once(socket, "open");
  opened.catch(() => undefined);
  return { socket, messages, closed, says, hears, opened };
};

/** The status that the handshake is refused with. */
const refusal = async (...given: Parameters<typeof rawSocket>) => {
  const { socket } = rawSocket(...given);
  const [, response] = (await within(once(socket, "unexpected-response"), "it was not refused")) as [
    unknown,
    { statusCode: number; destroy(): void },
  ];
  response.destroy();
  return response.statusCode;
};

/** Asks for a websocket, and is the peer that no library is. */
const asking = async (url: string, { path = "/graphql", origin = OUR_ORIGIN }) => {
  const peer = connect({ port: Number(new URL(url).port), host: "127.0.0.1", allowHalfOpen: true });
  peer.on("error", () => undefined);
  await once(peer, "connect");
  peer.write(
    `GET ${path} HTTP/1.1\r\nHost: countersign.test\r\nOrigin: ${origin}\r\n` +
      "Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
  );
  return peer;
};

const openSockets = async (url: string) =>
  Number(/^countersign_open_sockets (\d+)$/m.exec(await (await fetch(`${url}/metrics`)).text())?.[1]);

const LONG = "q".repeat(16 * 1_024);

describe("a socket", () => {
  it("closes 4401 when its token ends", async () => {
    const { ada, later } = await world();
    const phone = await ada.joinsOn("phone");
    const socket = await phone.opensSocket();
    await later(10 * MINUTE);

    expect(await socket.closed).toMatchObject({ code: 4401 });
  });

  it("outlives its token by a ping with a fresh one of the same session", async () => {
    const { ada, later } = await world();
    const phone = await ada.trusts("phone");
    const requests = await phone.watchesRequests();
    for (let round = 1; round <= 3; round += 1) {
      await later(9 * MINUTE);
      the("SignedIn", await phone.refreshes());
      expect(await requests.socket.renews(phone.kept.accessToken ?? "")).toBe(true);
    }
    await ada.on("a new phone").isAsked();

    expect((await requests.next()).kind).toBe("VerificationRequested");
  });

  it.each(["somebody else's", "another session's", "no"])("closes 4401 at a ping with %s token", async (whose) => {
    const { ada, bob } = await world();
    const phone = await ada.joinsOn("phone");
    const laptop = ada.on("a laptop");
    the("SignedIn", await laptop.signsIn());
    const bobs = await bob.joinsOn("phone");
    const token = { "somebody else's": bobs.kept.accessToken, "another session's": laptop.kept.accessToken }[whose];
    const socket = await phone.opensSocket();

    expect(await socket.renews(token ?? "nonsense")).toBe(false);
    expect(await socket.closed).toMatchObject({ code: 4401 });
  });

  it("closes 4401 at once with a token that is none, or of a session that has ended", async () => {
    const { ada, server } = await world();
    const phone = await ada.joinsOn("phone");
    await phone.reads(`mutation { signOut }`);

    for (const token of ["nonsense", phone.kept.accessToken])
      await expect(openSocket(server.url, { token })).rejects.toThrow("4401");
  });

  it("closes 4403 when its session ends, after telling who listens why", async () => {
    const { ada } = await world();
    const phone = await ada.joinsOn("phone");
    const [socket, silent] = [await phone.opensSocket(), await phone.opensSocket()];
    const farewell = socket.watches(documents.SESSION_ENDED);
    // Listening for certain: an answer came over the same socket since.
    await socket.watches(`query { event: me { email } }`).next();
    the("SignedIn", await phone.signsIn());

    expect(await farewell.next()).toMatchObject({ kind: "SessionEnded", reason: "REVOKED" });
    expect(await socket.closed).toMatchObject({ code: 4403 });
    expect(await silent.closed).toMatchObject({ code: 4403 });
  });

  it("closes 4408 when nobody says hello within three seconds", async () => {
    const { server } = await world();

    expect(await rawSocket(server.url).closed).toBe(4408);
  });

  it("closes 4401 at a question before hello, 4429 at a second hello, 4400 at noise, 4409 at an id in use", async () => {
    const { server } = await world();
    const hello = { type: "connection_init" };
    const ask = { id: "1", type: "subscribe", payload: { query: "{ clientApps { id } }" } };
    const saying = async (...sayings: (object | string)[]) => {
      const raw = rawSocket(server.url);
      await raw.opened;
      for (const each of sayings) {
        raw.socket.send(typeof each === "string" ? each : JSON.stringify(each));
        if (each === hello) await raw.hears("connection_ack");
      }
      return raw.closed;
    };

    expect(await saying(ask)).toBe(4401);
    expect(await saying(hello, hello)).toBe(4429);
    expect(await saying("not json")).toBe(4400);
    expect(await saying({ type: "no such message" })).toBe(4400);
    expect(await saying(hello, ask, ask)).toBe(4409);
  });

  it.each([
    ["what only a server says", JSON.stringify({ type: "next", id: "1", payload: {} }), 4400],
    ["a hello that is the server's", JSON.stringify({ type: "connection_ack" }), 4400],
    [
      "a payload too deep to be said again",
      `{"type":"ping","payload":${'{"a":'.repeat(9_000)}1${"}".repeat(9_001)}`,
      4400,
    ],
    ["text that is none", Buffer.from([0xff, 0xfe]), 1007],
  ])("closes at %s, and leaves no line in the log", async (_, saying, code) => {
    const { server } = await world();
    const { opened, socket, says, hears, closed } = rawSocket(server.url);
    await opened;
    says({ type: "connection_init" });
    await hears("connection_ack");
    socket.send(saying, { binary: false });

    expect(await closed).toBe(code);
    expect(faultsIn(server.log())).toEqual([]);
  });

  it("hears nothing more of whom it has closed", async () => {
    const { ada, server } = await world();
    const phone = await ada.joinsOn("phone", { locale: "sv" });
    const { opened, socket, says, hears, closed } = rawSocket(server.url);
    await opened;
    says({ type: "connection_init", payload: { authorization: `Bearer ${phone.kept.accessToken}` } });
    await hears("connection_ack");
    socket.send("noise");
    says({ id: "1", type: "subscribe", payload: { query: `mutation { setLocale(locale: "de") { locale } }` } });

    expect(await closed).toBe(4400);
    expect((await phone.reads(`{ me { locale } }`)).me).toEqual({ locale: "sv" });
  });

  it("closes 4409 at an id whose operation still ends, and lets all go that it ran", async () => {
    const { ada, server } = await world();
    const phone = await ada.trusts("phone");
    const isOnline = async () => (await phone.trustedDevices()).some(({ online }) => online);
    const requests = await phone.watchesRequests();
    await until(isOnline);
    await requests.socket.close();
    const { opened, says, hears, closed } = rawSocket(server.url);
    await opened;
    says({ type: "connection_init", payload: { authorization: `Bearer ${phone.kept.accessToken}` } });
    await hears("connection_ack");
    const watch = { id: "1", type: "subscribe", payload: { query: documents.REQUESTS } };
    says(watch, { id: "1", type: "complete" }, watch);

    expect(await closed).toBe(4409);
    await until(async () => !(await isOnline()));
  });

  it("is refused 403 at the handshake for a page of somebody else's, and taken for ours and for apps", async () => {
    const { server } = await world();
    const evil = [
      "https://evil.example",
      "null",
      `${OUR_ORIGIN}.evil.example`,
      "http://localhost:4000",
      "https://countersign.test",
    ];

    for (const origin of evil) expect(await refusal(server.url, undefined, { origin })).toBe(403);
    for (const origin of [OUR_ORIGIN, undefined]) await (await openSocket(server.url, { origin })).close();
  });

  it("is refused where there is none, and closed with the protocol of old", async () => {
    const { server } = await world();

    expect(await refusal(server.url, undefined, {}, "/elsewhere")).toBe(404);
    const old = rawSocket(server.url, "graphql-ws");
    old.socket.on("open", () => old.says({ type: "connection_init" }));
    expect(await old.closed).not.toBe(1000);
    expect(old.messages).toEqual([]);
  });

  it.each([{ path: "/elsewhere" }, { origin: "https://evil.example" }, {}])(
    "that is refused (%j) and hangs up in that moment takes nobody along",
    async (asked) => {
      const { server } = await world();
      for (let nth = 0; nth < 100; nth += 1) {
        const peer = await asking(server.url, asked);
        if (nth % 2) await atOnce();
        peer.resetAndDestroy();
      }

      expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    },
  );

  it("that says hello and hangs up in that moment is no fault of ours", async () => {
    const { server } = await world();
    const before = await openSockets(server.url);
    for (let nth = 0; nth < 50; nth += 1) {
      const { socket, opened, says } = rawSocket(server.url);
      const [{ socket: connection }] = (await once(socket, "upgrade")) as [IncomingMessage];
      await opened;
      says({ type: "connection_init" });
      if (nth % 2) await atOnce();
      connection.resetAndDestroy();
    }

    await until(async () => (await openSockets(server.url)) <= before);
    expect(faultsIn(server.log())).toEqual([]);
  });

  it("that is refused is let go of, though its peer keeps its own end open", async () => {
    const { server } = await world();
    const peer = await asking(server.url, { path: "/elsewhere" });
    peer.resume();
    await once(peer, "end");

    await until(async () => {
      peer.write("still here");
      return peer.destroyed;
    });
  });

  it("takes frames of 64 KiB at most", async () => {
    const { server } = await world();
    const raw = rawSocket(server.url);
    await raw.opened;
    raw.says({ type: "ping", payload: { junk: "x".repeat(65 * 1_024) } });

    expect(await raw.closed).toBe(1009);
  });

  it("runs twenty operations at once at most", async () => {
    const { ada } = await world();
    const phone = await ada.joinsOn("phone");
    const socket = await phone.opensSocket();
    const many = Array.from({ length: 20 }, () => socket.watches(documents.SESSION_ENDED));
    await socket
      .watches(documents.SESSION_ENDED)
      .ended.then((how) => expect(how).toMatchObject([{ extensions: { code: "RATE_LIMITED" } }]));

    many[0]?.stop();
    await phone.reads(`mutation { signOut }`);
    expect(await many[1]?.next()).toMatchObject({ reason: "SIGNED_OUT" });
  });

  it("without a token may wait for the outcome of a ticket, and see nobody's requests", async () => {
    const { ada, server } = await world();
    const phone = await ada.trusts("phone");
    await phone.watchesRequests();
    const { ticket } = await ada.on("a new phone").isAsked();
    const socket = await openSocket(server.url, { ip: IN_SWEDEN });

    expect(await socket.watches(documents.OUTCOME, { ticket }).next()).toMatchObject({ status: "PENDING" });
    for (const document of [documents.REQUESTS, documents.SESSION_ENDED])
      expect(await socket.watches(document).ended).toMatchObject([{ extensions: { code: "UNAUTHENTICATED" } }]);
    expect(await socket.watches(documents.OUTCOME, { ticket: "unknown" }).ended).toMatchObject([
      { extensions: { code: "NOT_FOUND" } },
    ]);
    await socket.close();
  });

  it.each<[what: string, query: string, variables: Record<string, unknown>]>([
    ["a malformed document", "subscription {", {}],
    ["an unknown field", "subscription { nothing }", {}],
    [
      "eleven levels",
      `{ event: me ${"{ loginActivity { edges { node { account ".repeat(3)} { id } ${"} } } }".repeat(3)} }`,
      {},
    ],
    ["a variable that is not given", `query ($id: ID!) { trustedDevice(id: $id) { id } }`, {}],
    [
      "variables that are none",
      `query ($id: ID!, $first: Int!) { trustedDevice(id: $id) { id } me { loginActivity(first: $first) { edges { cursor } } } }`,
      { id: { $gt: "" } },
    ],
    ["a wrong variable of a subscription", documents.OUTCOME, { ticket: { $ne: null } }],
    ["a subscription that skips all", `subscription { sessionEnded @skip(if: true) { reason } }`, {}],
  ])("answers %s with an error of the contract's, and stays open", async (_, query, variables) => {
    const { ada } = await world();
    const phone = await ada.joinsOn("phone");
    const socket = await phone.opensSocket();
    const errors = (await socket.watches(query, variables).ended) as { extensions: { code: string } }[];
    expect(new Set(errors.map(({ extensions: { code } }) => code))).toEqual(new Set(["BAD_USER_INPUT"]));

    expect(await socket.watches(`query { event: me { email } }`).next()).toEqual({ email: ada.email });
  });

  it("makes way when a session opens a sixth: the oldest is the one that nobody reads", async () => {
    const { ada } = await world();
    const phone = await ada.joinsOn("phone");
    const oldest = await phone.opensSocket();
    for (let more = 0; more < 4; more += 1) await phone.opensSocket();
    const sixth = await phone.opensSocket();

    expect(await oldest.closed).toMatchObject({ code: 1008 });
    expect(await sixth.renews(phone.kept.accessToken ?? "")).toBe(true);
  });

  it("makes way though one before it does not answer that it is closed", async () => {
    const { ada, server } = await world();
    const phone = await ada.joinsOn("phone");
    const { socket, says, hears, opened } = rawSocket(server.url);
    await opened;
    says({ type: "connection_init", payload: { authorization: `Bearer ${phone.kept.accessToken}` } });
    await hears("connection_ack");
    socket.pause();
    const second = await phone.opensSocket();
    for (let more = 0; more < 5; more += 1) await phone.opensSocket();

    expect(await second.closed).toMatchObject({ code: 1008 });
    socket.terminate();
  });

  it.each([
    // Each is refused in a few words after its own id: more than the system keeps for a peer.
    ["asks", (nth: number) => ({ id: `${LONG}${nth}`, type: "subscribe", payload: { query: "{ no }" } })],
    ["pings", () => ({ type: "ping", payload: { junk: LONG } })],
  ])("is dropped when its peer %s and does not read, before the backlog costs memory", async (_, saying) => {
    const { server } = await world();
    const { socket, says, hears, opened } = rawSocket(server.url);
    await opened;
    says({ type: "connection_init" });
    await hears("connection_ack");
    const before = await openSockets(server.url);
    socket.pause();
    for (let nth = 0; nth < 1_000; nth += 1) says(saying(nth));

    // Sooner than by the pings that it does not answer.
    await until(async () => (await openSockets(server.url)) < before, 10_000);
    socket.terminate();
  });
});

describe("a socket whose peer is gone without a word", () => {
  it("is dropped within half a minute, and one whose peer only has nothing to say is not", async () => {
    const { server } = await world();
    const comes = async (options: ClientOptions) => {
      const it = rawSocket(server.url, PROTOCOL, options);
      await it.opened;
      it.says({ type: "connection_init" });
      await it.hears("connection_ack");
      return it.socket;
    };
    // The first to be asked whether it is there, and so the first to be dropped if that were no answer.
    const quiet = await comes({});
    const gone = await comes({ autoPong: false });

    await within(once(gone, "close"), "it was not dropped", 30_000);
    expect(quiet.readyState).toBe(WebSocket.OPEN);
    quiet.terminate();
  }, 40_000);
});

describe("a crowd of sockets that come in one moment", () => {
  it("are all let in and answered, and a sign-in goes on meanwhile", async () => {
    const { ada, server } = await world();
    const phone = await ada.joinsOn("phone");
    const crowd = Array.from({ length: 300 }, () => rawSocket(server.url));
    const comes = async ({ opened, says, hears }: ReturnType<typeof rawSocket>) => {
      await opened;
      says({ type: "connection_init" });
      await hears("connection_ack");
      says({ type: "subscribe", id: "1", payload: { query: "{ __typename }" } });
      await hears("complete");
    };
    const [signedIn] = await Promise.all([phone.signsIn(), ...crowd.map(comes)]);
    the("SignedIn", signedIn);
    for (const { messages } of crowd)
      expect(messages.map(({ type }) => type)).toEqual(["connection_ack", "next", "complete"]);
    for (const { socket } of crowd) socket.terminate();
  });
});
