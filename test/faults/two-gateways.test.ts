import { setTimeout as pause } from "node:timers/promises";

import { codeOf, post } from "../world/api.ts";
import type { Device } from "../world/device.ts";
import { downloads } from "../world/downloads.ts";
import { manyRows } from "../world/many-rows.ts";
import * as documents from "../world/documents.ts";
import { runProgram } from "../world/programs.ts";
import { the } from "../world/results.ts";
import { openSocket, within, type Socket } from "../world/socket.ts";
import { collectTraces, type Span, type Traces } from "../world/traces.ts";
import { until } from "../world/until.ts";
import { SIDES, startFleet, type Fleet, type Side } from "./fleet.ts";
import { asksWhoAmI, inexcusable, steadily } from "./flow.ts";
import { keepsJournal } from "./journal.ts";

const PROMISED_MS = 1_000;
/** Longer than a subgraph that is away is left alone. */
const TRIED_AGAIN_MS = 1_200;

let fleet: Fleet;
let traces: Traces;
type Person = ReturnType<Fleet["person"]>;
beforeAll(async () => {
  traces = await collectTraces();
  fleet = await startFleet({ changes: traces.env });
}, 120_000);
afterAll(async () => {
  const complaints = fleet.complaints();
  const exits = await fleet.stop();
  await traces.stop();
  expect(complaints).toEqual([]);
  expect(exits.map(({ code }) => code)).toEqual(exits.map(() => 0));
}, 60_000);

const accepts = async (side: Side, token: string | null): Promise<boolean> =>
  codeOf(await post(fleet[side].url, `{ me { id } }`, { token })) === null;

/** A socket that waits to be told of the end of its session, and is known to. */
const listening = async (device: Device, side: Side) => {
  const socket: Socket = await openSocket(fleet[side].url, { token: device.kept.accessToken });
  const farewell = socket.watches(documents.SESSION_ENDED);
  await socket.watches(`query { event: me { email } }`).next();
  return { socket, farewell };
};

/** A session that both gateways know, with a socket on each, and what is seen of its end. */
const usedEverywhere = async (device: Device) => {
  const token = device.kept.accessToken;
  for (const side of SIDES) expect(await accepts(side, token)).toBe(true);
  const sockets = await Promise.all(SIDES.map((side) => listening(device, side)));
  const end = async (side: Side, { socket, farewell }: (typeof sockets)[number]) => {
    const [event, close] = await Promise.all([
      within(farewell.next(), `${side} did not say why`),
      within(socket.closed, `${side} left the socket open`),
      until(async () => !(await accepts(side, token))),
    ]);
    return { side, reason: event.reason, closed: close.code };
  };
  return {
    /** How it ended, and whether that was soon enough after the answer. */
    end: async () => {
      const answeredAt = performance.now();
      const ends = await Promise.all(SIDES.map((side, i) => end(side, sockets[i]!)));
      return { ends, isInTime: performance.now() - answeredAt < PROMISED_MS };
    },
  };
};

const everywhere = (reason: string) => ({
  ends: SIDES.map((side) => ({ side, reason, closed: 4403 })),
  isInTime: true,
});

/** Ada's phone, through the first gateway, and a second device of hers that signed in with no more than the password. */
const twoDevices = async () => {
  const ada = fleet.person("ada");
  const phone = await ada.joinsOn("phone");
  const laptop = ada.on("laptop");
  the("SignedIn", await laptop.signsIn());
  return { ada, phone, laptop };
};

/** The same, both trusted. */
const twoTrustedDevices = async () => {
  const ada = fleet.person("ada");
  const phone = await ada.trusts("phone");
  const tablet = ada.on("tablet");
  const { ticket } = await tablet.isAsked();
  the("SignedIn", await tablet.submits(ticket, await ada.mailbox.code("verification code")));
  return { ada, phone, tablet };
};

const removes = async (phone: Device, device: Device) => {
  const id = (await device.trustedDevices()).find(({ isCurrent }) => isCurrent)?.id ?? "";
  return the("TrustedDeviceRemoved", await phone.removes(id));
};

describe("a session that ended through one gateway", () => {
  it("is over at both within a second of signing out", async () => {
    const { phone } = await twoDevices();
    const seen = await usedEverywhere(phone);
    await phone.reads(`mutation { signOut }`);

    expect(await seen.end()).toEqual(everywhere("SIGNED_OUT"));
    expect(await phone.refreshes()).toMatchObject({ kind: "SessionEnded", reason: "SIGNED_OUT" });
  });

  it("is over at both within a second of being revoked", async () => {
    const { phone, laptop } = await twoDevices();
    const seen = await usedEverywhere(laptop);
    await phone.reads(`mutation ($id: ID!) { revokeSession(sessionId: $id) }`, { id: laptop.kept.sessionId });

    expect(await seen.end()).toEqual(everywhere("REVOKED"));
    expect(await laptop.refreshes()).toMatchObject({ kind: "SessionEnded", reason: "REVOKED" });
    for (const side of SIDES) expect(await accepts(side, phone.kept.accessToken)).toBe(true);
  });

  it("is over at both within a second of being one of the others that were revoked", async () => {
    const { phone, laptop } = await twoDevices();
    const seen = await usedEverywhere(laptop);
    expect(await phone.reads(`mutation { revokeOtherSessions }`)).toEqual({ revokeOtherSessions: 1 });

    expect(await seen.end()).toEqual(everywhere("REVOKED"));
    expect(await laptop.refreshes()).toMatchObject({ kind: "SessionEnded", reason: "REVOKED" });
  });

  it("is over at both within a second of its trusted device being removed", async () => {
    const { phone, tablet } = await twoTrustedDevices();
    const seen = await usedEverywhere(tablet);
    expect((await removes(phone, tablet)).sessionsEnded).toBe(1);

    expect(await seen.end()).toEqual(everywhere("DEVICE_REMOVED"));
    expect(await tablet.refreshes()).toMatchObject({ kind: "SessionEnded", reason: "DEVICE_REMOVED" });
    expect(await tablet.signsIn()).toMatchObject({ kind: "VerificationRequired" });
  });

  it("is over at both within a second of two-step verification being turned off on another device", async () => {
    const { phone, tablet } = await twoTrustedDevices();
    const seen = await usedEverywhere(tablet);
    await phone.turnsOffTwoStep();

    expect(await seen.end()).toEqual(everywhere("DEVICE_REMOVED"));
    expect(await tablet.refreshes()).toMatchObject({ kind: "SessionEnded", reason: "DEVICE_REMOVED" });
  });

  it("is refused by a gateway that started after the ending", async () => {
    const { phone } = await twoDevices();
    await fleet.kill("gateway-b");
    await phone.reads(`mutation { signOut }`);
    await fleet.restart("gateway-b");

    expect(await accepts("b", phone.kept.accessToken)).toBe(false);
    await expect(openSocket(fleet.b.url, { token: phone.kept.accessToken })).rejects.toThrow("4401");
  });

  it("is over at both as soon when Redis is gone: endings do not travel by it", async () => {
    const { phone, tablet } = await twoTrustedDevices();
    const seen = await usedEverywhere(tablet);
    await fleet.redis.kill();
    await removes(phone, tablet);

    expect(await seen.end()).toEqual(everywhere("DEVICE_REMOVED"));
    await fleet.redis.start();
  });
});

describe("a gateway that is cut off from MongoDB", () => {
  it("accepts nobody, from a second after the answer on, whose session ended meanwhile", async () => {
    const { phone } = await twoDevices();
    const token = phone.kept.accessToken;
    const { socket } = await listening(phone, "b");
    fleet.b.mongo.cut();
    await phone.reads(`mutation { signOut }`);
    const answeredAt = performance.now();
    let acceptedAt = answeredAt;
    await until(async () => {
      const askedAt = performance.now();
      const isAccepted = await accepts("b", token);
      if (isAccepted) acceptedAt = askedAt;
      return !isAccepted;
    });
    expect(acceptedAt - answeredAt).toBeLessThan(PROMISED_MS);

    const overSocket = socket.watches(`query { event: me { email } }`);
    expect(await overSocket.ended).toMatchObject([{ extensions: { code: "UNAVAILABLE" } }]);
    fleet.b.mongo.mend();
    expect(await within(socket.closed, "the socket stayed open")).toMatchObject({ code: 4403 });
    expect(await accepts("b", token)).toBe(false);
  });

  it("refuses for a while whom it can't prove, in the words of the contract, and takes them again by itself", async () => {
    const { phone } = await twoDevices();
    const token = phone.kept.accessToken;
    expect(await accepts("b", token)).toBe(true);
    fleet.b.mongo.cut();
    await until(async () => !(await accepts("b", token)));
    const refused = await post(fleet.b.url, `{ me { id } }`, { token });
    expect({ status: refused.status, code: codeOf(refused) }).toEqual({ status: 503, code: "UNAVAILABLE" });
    // Not an internal error, after which a client would never come back.
    await expect(openSocket(fleet.b.url, { token })).rejects.toThrow("1013");

    fleet.b.mongo.mend();
    await until(() => accepts("b", token));
    await (await openSocket(fleet.b.url, { token })).close();
  });
});

/** The same phone, whose app reaches the product through the second gateway from now on. */
const throughB = (ada: Person, phone: Device): Device => {
  const same = ada.on(phone.name, { through: "b", installationId: phone.installationId });
  Object.assign(same.kept, phone.kept);
  return same;
};

describe("a sign-in through one gateway", () => {
  it("is seen at once on a trusted device that listens at the other", async () => {
    const ada = fleet.person("ada");
    const phone = throughB(ada, await ada.trusts("phone"));
    const requests = await phone.watchesRequests();
    const laptop = ada.on("laptop");
    const { ticket } = await laptop.isAsked();

    const { kind, request } = await requests.next();
    expect({ kind, name: request.device.name }).toEqual({ kind: "VerificationRequested", name: "laptop" });
    the("SignedIn", await laptop.submits(ticket, request.code));
    expect(await requests.next()).toMatchObject({ kind: "VerificationSettled", status: "COMPLETED" });
    expect(requests.unread()).toEqual([]);
  });

  it("is seen exactly once by a trusted device that comes back, with Redis gone", async () => {
    const ada = fleet.person("ada");
    const phone = throughB(ada, await ada.trusts("phone"));
    const before = await phone.watchesRequests();
    await fleet.redis.kill();
    const { challenge } = await ada.on("laptop").isAsked();
    await before.socket.close();

    const requests = await phone.watches(documents.REQUESTS);
    expect(await requests.next()).toMatchObject({ kind: "VerificationRequested", request: { id: challenge.id } });
    await fleet.redis.start();
    // Asked and answered over the same socket: whatever else was to come has come.
    await requests.socket.watches(`query { event: me { email } }`).next();
    expect(requests.unread()).toEqual([]);
  });
});

describe("a batch that is set through one gateway", () => {
  const SET = `mutation ($percent: Int!) { setTwoStepRollout(appId: "tapo", percent: $percent) { id } }`;
  const STATE = `{ me { loginSecurity { twoStepVerification { availability } } } }`;

  it("holds at both within a second, without a restart", async () => {
    const root = fleet.person("root");
    const admin = await root.trusts("phone");
    const grant = await runProgram("gateway/admin.ts", ["grant", "admin", root.email], fleet.env);
    expect(grant).toMatchObject({ code: 0, errors: "" });
    the("SignedIn", await admin.signsIn());
    const ada = fleet.person("ada");
    const phones = {
      a: await ada.joinsOn("phone", { appId: "tapo" }),
      b: ada.on("tablet", { appId: "tapo", through: "b" }),
    };
    the("SignedIn", await phones.b.signsIn());

    for (const [percent, availability] of [
      [0, "NOT_YET"],
      [100, "AVAILABLE"],
    ] as const) {
      await admin.reads(SET, { percent });
      const isSo = async (side: Side) =>
        (await phones[side].reads(STATE)).me.loginSecurity.twoStepVerification.availability === availability;
      await Promise.all(SIDES.map((side) => until(() => isSo(side), PROMISED_MS)));
    }
  });
});

describe("a subgraph that answers nothing", () => {
  it("is not asked by everybody until it does", async () => {
    const ada = fleet.person("ada");
    const phone = await ada.joinsOn("phone");
    const frozen = fleet.the("trusted-device-a");
    const link = fleet.a.subgraphs["trusted-device"];
    const asks = (count: number) =>
      Promise.all(Array.from({ length: count }, () => phone.sends(`{ me { email trustedDevices { name } } }`)));
    frozen.freeze();
    const slow = await asks(5);
    const before = link.operations();
    const quick = await asks(20);
    const asked = link.operations() - before;
    await pause(TRIED_AGAIN_MS);
    let answered = 0;
    const late = Array.from({ length: 20 }, () => asks(1).then(() => (answered += 1)));
    // Nobody but the one that tries waits for what that finds.
    await until(() => Promise.resolve(answered === 19));
    await Promise.all(late);
    frozen.thaw();

    for (const { body } of [...slow, ...quick])
      expect(body.errors).toEqual([expect.objectContaining({ extensions: { code: "UNAVAILABLE" } })]);
    // One may try whether it is back.
    expect(asked).toBeLessThanOrEqual(1);
    await until(async () => (await phone.sends(`{ me { trustedDevices { name } } }`)).body.errors === undefined);
  });
});

describe("one's own activity, live", () => {
  it("has every row once, in its order, though Redis was gone for hundreds of them", async () => {
    const ada = fleet.person("ada");
    const phone = await ada.joinsOn("phone");
    const accountId = await phone.accountId();
    const LIVE = `subscription { event: loginActivityRecorded(filter: { kinds: [SIGNED_IN, SIGN_IN_FAILED] }) { id } }`;
    const socket = await throughB(ada, phone).opensSocket();
    const line = socket.watches<{ id: string }>(LIVE);
    await socket.watches(`query { event: me { email } }`).next();
    the("SignedIn", await ada.on("laptop").signsIn());
    const heard = [await line.next()];
    await fleet.redis.kill();
    const missed = await manyRows(fleet, "crowd", 450, { start: Date.now(), accountId });
    await fleet.redis.start();
    while (heard.length < 451) heard.push(await line.next());
    the("SignedIn", await ada.on("tablet").signsIn());
    await line.next();

    expect(heard.slice(1).map(({ id }) => id)).toEqual(missed.toReversed());
    expect(line.unread()).toEqual([]);
  });
});

describe("a question that walks through several subgraphs", () => {
  const WALK = `{ me {
    sessions { trustedDevice { id app { name } } }
    loginActivity(first: 50) { edges { node { app { name } trustedDevice { name } } } }
  } }`;

  /** How many operations each subgraph is asked for it, and how many rows came of it. */
  const walks = async (phone: Device) => {
    const counts = () => Object.values(fleet.a.subgraphs).map((link) => link.operations());
    const before = counts();
    const { me } = await phone.reads(WALK);
    const asked = counts().map((count, i) => count - before[i]!);
    return { asked, sessions: me.sessions.length as number, rows: me.loginActivity.edges as { node: object }[] };
  };

  it("asks each of them as often for many rows as for a few", async () => {
    const ada = fleet.person("ada");
    const phone = await ada.trusts("phone");
    const few = await walks(phone);
    for (const name of ["tablet", "laptop"]) {
      const device = ada.on(name);
      const { ticket } = await device.isAsked();
      the("SignedIn", await device.submits(ticket, await ada.mailbox.code("verification code")));
    }
    for (let round = 0; round < 4; round += 1) the("SignedIn", await phone.signsIn());
    const many = await walks(phone);

    expect([few.sessions, many.sessions]).toEqual([1, 3]);
    expect(many.rows.length).toBeGreaterThan(few.rows.length + 8);
    expect(many.rows.at(0)).toEqual({ node: { app: { name: "Kasa" }, trustedDevice: { name: "phone" } } });
    expect(many.asked).toEqual(few.asked);
  });
});

describe("the trace of an operation", () => {
  it("leads through the processes that answer it", async () => {
    const { phone } = await twoDevices();
    await phone.reads(`{ me { email sessions { id } } }`);
    const find = () => {
      const asked = traces.spans().findLast(({ name, parentSpanId }) => name === "query me" && !parentSpanId);
      const childrenOf = (parent: Span | undefined) =>
        traces.spans().filter((it) => it.parentSpanId === parent?.spanId);
      const [question] = childrenOf(asked);
      const [answer] = childrenOf(question);
      return { asked, question, answer, command: childrenOf(answer).find(({ name }) => name.includes("accounts")) };
    };
    await until(async () => find().command !== undefined && find().asked !== undefined);
    const { asked, question, answer, command } = find();
    expect([question?.name, answer?.name]).toEqual(["account", "account"]);
    expect(question?.process).toBe(asked?.process);
    expect(answer?.process).not.toBe(asked?.process);
    expect(command).toMatchObject({ process: answer?.process, traceId: asked?.traceId });
  });
});

describe("a file behind a link", () => {
  it("is streamed from the process that has it, by either gateway, and by nobody else", async () => {
    const phone = await fleet.person("ada").joinsOn("phone");
    const { exportMyData } = await phone.reads(`mutation { exportMyData { url } }`);
    for (const side of SIDES) {
      const { status, headers, text } = await downloads(fleet[side].url, exportMyData.url);
      expect({ status, type: headers.get("content-type") }).toEqual({
        status: 200,
        type: "application/json; charset=utf-8",
      });
      expect(JSON.parse(text)).toMatchObject({ account: { sessions: [{ id: phone.kept.sessionId }] } });
      expect((await downloads(fleet[side].url, `${exportMyData.url}x`)).status).toBe(403);
    }
    const subgraph = `http://127.0.0.1:${fleet.a.subgraphs["login-activity"].port}`;
    expect(await downloads(subgraph, exportMyData.url)).toMatchObject({ status: 401, text: "" });

    fleet.a.subgraphs["login-activity"].cut();
    expect((await downloads(fleet.a.url, exportMyData.url)).status).toBe(503);
    fleet.a.subgraphs["login-activity"].mend();
    await phone.reads(`mutation { signOut }`);
    for (const side of SIDES)
      expect(await downloads(fleet[side].url, exportMyData.url)).toMatchObject({ status: 403, text: "" });
  });
});

describe("the activity of people who sign in while a process is killed", () => {
  it("has every sign-in that was acknowledged, and each once", async () => {
    const people = ["ada", "bob", "carol"].map((name) => fleet.person(name).joinsOn("phone"));
    const journal = keepsJournal(await Promise.all(people));
    await journal.flow.goesOn(6);
    await fleet.kill("account-a");
    await fleet.restart("account-a");
    await journal.flow.goesOn(6);
    await journal.flow.stop();

    expect(inexcusable(journal.flow.tries)).toEqual([]);
    const { acknowledged, ...rest } = await journal.held(fleet);
    expect(rest).toEqual({ missing: [], twice: [] });
    expect(acknowledged).toBeGreaterThanOrEqual(12);
  });
});

describe("a gateway that is told to stop in the middle of its work", () => {
  it("answers what it was asked, says goodbye to its sockets, and ends well", async () => {
    const ada = fleet.person("ada");
    const phone = throughB(ada, await ada.joinsOn("phone"));
    const socket = await phone.opensSocket();
    const flow = steadily(asksWhoAmI(fleet.b.url, () => phone.kept.accessToken));
    await flow.goesOn(20);
    const signIns = ["laptop", "tablet", "television"].map((name) => ada.on(name, { through: "b" }).signsIn());
    await flow.goesOn(4);
    const toldAt = performance.now();
    const exit = fleet.kill("gateway-b", "SIGTERM");

    expect((await Promise.all(signIns)).map(({ kind }) => kind)).toEqual(["SignedIn", "SignedIn", "SignedIn"]);
    expect(await socket.closed).toMatchObject({ code: 1001 });
    expect(await exit).toEqual({ code: 0, signal: null });
    await flow.stop();
    const askedBefore = flow.tries.filter(({ askedAt }) => askedAt < toldAt);
    expect(askedBefore.filter(({ trouble }) => trouble)).toEqual([]);
  });
});
