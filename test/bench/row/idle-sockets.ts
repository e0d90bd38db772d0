import { setTimeout as pause } from "node:timers/promises";
import type { WebSocket } from "ws";
import { freePort } from "../../../gateway/embedded/port.ts";
import { MAX_SENDS } from "../../../subgraphs/challenge/challenge.ts";
import { createCloser } from "../../../subgraphs/kernel/process.ts";
import { ask } from "../ask.ts";
import { bareLine } from "../bare.ts";
import { crowd } from "../crowd.ts";
import { inParallel } from "../in-parallel.ts";
import { askAll, stopwatch, type Line } from "../line.ts";
import { collectOwn, COLLECTING, memoryOf } from "../memory.ts";
import { inRounds, quantile, type Measured, type Pace } from "../measured.ts";
import { seedDevices, type SeededDevice } from "../seed-devices.ts";
import { openGround, startNode, stopNode } from "../stage.ts";
import { watch } from "../watch.ts";

/** `apart`: a gateway, and the four subgraphs each in a process of its own, with Redis between them. */
export type Shape = { apart: boolean; redisUrl?: string };

type Size = Pick<Pace, "rounds" | "devices" | "asking" | "warming">;

const SEND = `mutation ($ticket: String!) { sendVerificationCode(input: { ticket: $ticket, method: APP_NOTIFICATION }) { __typename } }`;
const FEW = 50;
/**
 * Not counted. V8 compiles a function for good once it was called 3 000 times (its `--invocation-count-for-turbofan`): a server
 * that lives for days is past that, one that is a minute old is not. Each ticket is asked about as often as it still can be.
 */
const WARMED_UP_BY = MAX_SENDS - 1;
/** Asked of the one, then of the other: what else the machine does meets both. */
const IN_TURN = 200;
const SUBGRAPHS = ["account", "challenge", "trusted-device", "login-activity"];

type Fleet = { url: string; measured: number[]; stop: () => Promise<void> };

export const startFleet = async (env: Record<string, string>, { apart }: Shape): Promise<Fleet> => {
  const gatewayPort = String(await freePort());
  const url = `http://127.0.0.1:${gatewayPort}/graphql`;
  if (!apart) {
    const all = startNode([...COLLECTING, "gateway/start.ts"], { ...env, PORT: gatewayPort });
    await all.ready;
    return { url, measured: [all.child.pid ?? 0], stop: () => stopNode(all.child) };
  }
  const urls: Record<string, string> = {};
  const started = [];
  for (const name of SUBGRAPHS) {
    const port = String(await freePort());
    urls[`${name.toUpperCase().replaceAll("-", "_")}_URL`] = `http://127.0.0.1:${port}/graphql`;
    started.push(startNode([...COLLECTING, `subgraphs/${name}/main.ts`], { ...env, PORT: port }));
  }
  for (const { ready } of started) await ready;
  const gateway = startNode([...COLLECTING, "gateway/main.ts"], { ...env, ...urls, PORT: gatewayPort });
  await gateway.ready;
  const children = [gateway, ...started].map(({ child }) => child);
  const challenge = started[SUBGRAPHS.indexOf("challenge")];
  return {
    url,
    measured: [gateway.child.pid ?? 0, challenge?.child.pid ?? 0],
    stop: async () => {
      for (const child of children) await stopNode(child);
    },
  };
};

/** Devices that listen, the first of which are asked about: each by the number of its ticket. */
const openDevices = async (fleet: Fleet, seeded: readonly SeededDevice[], asking: number) => {
  const watching = stopwatch();
  const tokens = seeded.map(({ accessToken }) => accessToken);
  const sockets: WebSocket[] = [];
  const open = async (from: number, to: number): Promise<void> => {
    const one = (nth: number) => watch(fleet.url, tokens[from + nth] ?? "", () => watching.seen(from + nth));
    sockets.push(...(await inParallel(8, to - from, one)));
  };
  // A few first, so that what is loaded once is not counted as the sockets'.
  await open(0, FEW);
  const before = await memoryOf(fleet.measured);
  await open(FEW, asking);
  const others = await crowd(fleet.url, tokens.slice(asking));
  await pause(5_000);
  const perSocket = ((await memoryOf(fleet.measured)) - before) / (seeded.length - FEW);
  const line: Line = {
    watch: watching,
    ask: (nth) => ask(fleet.url, { address: "81.224.0.1" }, SEND, { ticket: seeded[nth]?.ticket }),
  };
  const leave = async () => {
    for (const socket of sockets) socket.terminate();
    await others.leave();
  };
  return { ...line, perSocket, leave };
};

/** Each line asked the same, some at a time in turn; their times. Whoever takes them has collected its own garbage just before. */
const timesOf = async (lines: readonly Line[], numbers: readonly number[]): Promise<number[][]> => {
  const times: number[][] = lines.map(() => []);
  for (let from = 0; from < numbers.length; from += IN_TURN)
    for (const [i, line] of lines.entries()) {
      collectOwn();
      times[i]?.push(...(await askAll(line, numbers.slice(from, from + IN_TURN))));
    }
  return times;
};

/** Thousands of idle trusted devices: what each costs, and how soon one of them sees a request while all are open. */
export const idleSocketsRow = async (shape: Shape, { rounds, devices, asking, warming }: Size): Promise<Measured[]> => {
  const closer = createCloser();
  try {
    const ground = await openGround();
    closer.opened(ground.close);
    const redis: Record<string, string> = shape.redisUrl ? { REDIS_URL: shape.redisUrl } : {};
    const env = { ...ground.env, ...redis, ACCESS_TOKEN_TTL: "2h", RESEND_INTERVAL: "100ms" };
    const asked = warming + asking;
    const seeded = await seedDevices({ env, devices, asking: asked });
    const fleet = await startFleet(env, shape);
    closer.opened(fleet.stop);
    const trusted = await openDevices(fleet, seeded, asked);
    closer.opened(trusted.leave);
    const bare = await bareLine();
    closer.opened(bare.close);

    const numbers = seeded.slice(0, asked).map((_, nth) => nth);
    const [first, counted] = [numbers.slice(0, warming), numbers.slice(warming)];
    await inRounds(WARMED_UP_BY, () => timesOf([trusted, bare], first));
    const each = await inRounds(rounds, () => timesOf([trusted, bare], counted));
    return report(shape, { devices, asked: rounds * counted.length, perSocket: trusted.perSocket, each });
  } finally {
    await closer.closeAll();
  }
};

type Found = { devices: number; asked: number; perSocket: number; each: readonly number[][][] };

const report = ({ apart }: Shape, { devices, asked, perSocket, each }: Found): Measured[] => {
  const at = (line: 0 | 1, share: number): number[] => each.map((times) => quantile(times[line] ?? [], share));
  const seen = each.reduce((sum, [those]) => sum + (those?.length ?? 0), 0);
  const where = apart ? "apart" : "in one process";
  const request = `request → seen, ${devices} open ${where}`;
  const toBare = (what: string, share: number): Measured => ({
    what: `a bare line of the gateway's libraries, ${what}; ours ÷ it`,
    rounds: at(1, share),
    unit: "ms",
    ratios: at(0, share).map((figure, i) => figure / (at(1, share)[i] ?? NaN)),
    target: null,
  });
  return [
    line(`${devices} idle trusted devices ${where}: memory a socket`, [perSocket], "KiB", apart ? 48 : 40),
    line(`${request}, ${seen} of ${asked}: p50`, at(0, 0.5), "ms", 15),
    line(`${request}: p99`, at(0, 0.99), "ms", 15),
    toBare("p50", 0.5),
    toBare("p99", 0.99),
  ];
};

const line = (what: string, rounds: number[], unit: string, atMost: number): Measured => ({
  what,
  rounds,
  unit,
  target: { atMost },
});
