import fc from "fast-check";

import { world, type Person } from "../world.ts";
import { post } from "../world/api.ts";
import type { Device } from "../world/device.ts";
import type { Event, Socket, Watching } from "../world/socket.ts";
import { until } from "../world/until.ts";
import { deedsOf } from "./arbitrary-deeds.ts";
import { faultsIn, faultyErrors, fuzzed, FUZZED_WITHIN_MS, TELLS_OF_US } from "./fuzz.ts";
import { visits, type Deed, type Heard } from "./peer.ts";

import.meta.jest.setTimeout(FUZZED_WITHIN_MS);

const FROM_SERVERS = ["connection_ack", "ping", "pong", "next", "error", "complete"];
/** Of the protocol, of DESIGN's, and of RFC 6455 for what a peer does wrong. */
const CLOSES = [1002, 1007, 1008, 1009, 4400, 4401, 4409, 4429];

const errorsOf = ({ type, payload }: Heard["messages"][number]): object[] => {
  if (type === "error") return payload as object[];
  return type === "next" ? ((payload as { errors?: object[] }).errors ?? []) : [];
};

const faultsOf = ({ messages, code }: Heard, did: readonly Deed[]): unknown[] => [
  ...messages.filter(({ type }) => !FROM_SERVERS.includes(String(type))),
  ...messages.flatMap((it) => faultyErrors(errorsOf(it))),
  ...messages.filter(({ type, payload }) => type !== "pong" && TELLS_OF_US.test(JSON.stringify({ payload }))),
  // What is written beneath the framing may be a close of any code, and is then answered by the same.
  ...(code === null || CLOSES.includes(code) || did.some(({ does }) => does === "writes") ? [] : [code]),
];

describe("whatever is said over a socket", () => {
  let phone: Device;
  let neighbour: Person;
  let neighbours: Device;
  let beside: Socket;
  let requests: Watching<Event>;
  let refreshedAt = performance.now();
  beforeAll(async () => {
    const { ada, bob } = await world();
    phone = await ada.trusts("phone");
    neighbour = bob;
    neighbours = await bob.trusts("phone");
    const watching = await neighbours.watchesRequests();
    [beside, requests] = [watching.socket, watching];
  }, 60_000);

  /** A long run outlives the tokens that it began with. */
  const keepTokens = async (): Promise<void> => {
    if (performance.now() - refreshedAt < 5 * 60_000) return;
    refreshedAt = performance.now();
    await phone.refreshes();
    await neighbours.refreshes();
    await beside.renews(neighbours.kept.accessToken ?? "");
  };
  const openSockets = async () => {
    const { server } = await world();
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    return Number(/^countersign_open_sockets (\d+)$/m.exec(metrics)?.[1]);
  };
  const isOnline = async () => (await phone.trustedDevices()).some(({ online }) => online);

  it("is answered by the protocol or closed by it, leaves nothing open, and is no matter to a neighbour", async () => {
    const { server } = await world();
    const check = async (strangers: Deed[][], owners: Deed[]) => {
      await keepTokens();
      const written = server.log().length;
      const asked = beside.watches("query { event: me { email } }");
      const come = [...strangers.map((did) => [null, did] as const), [phone.kept.accessToken, owners] as const];
      const heard = await Promise.all(come.map(([token, did]) => visits(server.url, token, did)));

      expect(heard.flatMap((it, nth) => faultsOf(it, come[nth]?.[1] ?? []))).toEqual([]);
      expect(await asked.next()).toMatchObject({ email: neighbour.email });
      expect(await post(server.url, "{ __typename }")).toMatchObject({ status: 200, body: { data: {} } });
      expect(faultsIn(server.log().slice(written))).toEqual([]);
      await until(async () => (await openSockets()) === 1 && !(await isOnline()));
    };
    await fc.assert(
      fc.asyncProperty(fc.array(deedsOf("stranger"), { maxLength: 2 }), deedsOf("owner"), check),
      fuzzed(100),
    );
  });

  it("keeps no request from whoever waits for one", async () => {
    const { server } = await world();
    const [flood = []] = fc.sample(fc.array(deedsOf("stranger"), { minLength: 30, maxLength: 30 }), {
      ...fuzzed(1),
      numRuns: 1,
    });
    const flooding = Promise.all(flood.map((did) => visits(server.url, null, did)));
    await neighbour.on("a new phone").isAsked();

    expect(await requests.next()).toMatchObject({ kind: "VerificationRequested" });
    await flooding;
    expect(faultsIn(server.log())).toEqual([]);
  });
});
