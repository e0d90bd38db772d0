import { setTimeout as pause } from "node:timers/promises";
import type { WebSocket } from "ws";
import { startMongod } from "../../../gateway/embedded/mongod.ts";
import { freePort } from "../../../gateway/embedded/port.ts";
import { ask } from "../ask.ts";
import { crowd } from "../crowd.ts";
import { inParallel } from "../in-parallel.ts";
import { collectOwn, COLLECTING, memoryOf } from "../memory.ts";
import { inRounds, quantile, type Measured, type Pace } from "../measured.ts";
import { seedDevices } from "../seed-devices.ts";
import { startNode, stopNode, temporaryDirectory } from "../stage.ts";
import { watch, type Seen } from "../watch.ts";

/** `apart`: a gateway, and the four subgraphs each in a process of its own, with Redis between them. */
export type Shape = { apart: boolean; redisUrl?: string };

type Size = Pick<Pace, "rounds" | "devices" | "asking">;

const SEND = `mutation ($ticket: String!) { sendVerificationCode(input: { ticket: $ticket, method: APP_NOTIFICATION }) { __typename } }`;
const FEW = 50;
const EVERY_MS = 10;
/** Not counted: a process that has just started compiles what it runs. */
const FIRST = 600;
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

/** A hundred a second by the clock, however long the pauses in between turn out. */
const askAll = async (url: string, tickets: readonly string[]): Promise<void> => {
  const startedAt = performance.now();
  for (const [nth, ticket] of tickets.entries()) {
    const early = startedAt + nth * EVERY_MS - performance.now();
    if (early >= 1) await pause(early);
    void ask(url, { address: "81.224.0.1" }, SEND, { ticket }).catch(() => undefined);
  }
  await pause(2_000);
};

/** Thousands of idle trusted devices: what each costs, and how soon one of them sees a request while all are open. */
export const idleSocketsRow = async (shape: Shape, { rounds, devices, asking }: Size): Promise<Measured[]> => {
  const directory = await temporaryDirectory();
  const mongod = await startMongod({ dataDir: directory.path, say: console.error });
  const env = {
    PUBLIC_URL: "http://127.0.0.1:1",
    SECRET_KEY: "a root key for nothing but this measurement",
    DATA_DIR: directory.path,
    MONGO_URL: mongod.url,
    ACCESS_TOKEN_TTL: "2h",
    RESEND_INTERVAL: "100ms",
    ...(shape.redisUrl ? { REDIS_URL: shape.redisUrl } : {}),
  };
  const seeded = await seedDevices({ env, devices, asking });
  const fleet = await startFleet(env, shape);
  let seen: number[] = [];
  const sockets: WebSocket[] = [];
  let others: Awaited<ReturnType<typeof crowd>> | undefined;
  try {
    const onSeen = ({ tookMs }: Seen) => seen.push(tookMs);
    const open = async (tokens: string[]): Promise<void> => {
      sockets.push(...(await inParallel(8, tokens.length, (nth) => watch(fleet.url, tokens[nth] ?? "", onSeen))));
    };
    const tokens = seeded.map(({ accessToken }) => accessToken);
    // A few first, so that what is loaded once is not counted as the sockets'.
    await open(tokens.slice(0, FEW));
    const before = await memoryOf(fleet.measured);
    await open(tokens.slice(FEW, asking));
    others = await crowd(fleet.url, tokens.slice(asking));
    await pause(5_000);
    const perSocket = ((await memoryOf(fleet.measured)) - before) / (devices - FEW);

    const tickets = seeded.map(({ ticket }) => ticket).filter((it) => it !== null);
    const [first, counted] = [tickets.slice(0, FIRST), tickets.slice(FIRST)];
    await askAll(fleet.url, first);
    collectOwn();
    const each = await inRounds(rounds, async () => {
      seen = [];
      await askAll(fleet.url, counted);
      return seen;
    });
    const all = each.reduce((sum, those) => sum + those.length, 0);
    const at = (share: number): number[] => each.map((those) => quantile(those, share));
    const where = shape.apart ? "apart" : "in one process";
    const [memory, request] = [`${devices} idle trusted devices ${where}`, `request → seen, ${devices} open ${where}`];
    return [
      line(`${memory}: memory a socket`, [perSocket], "KiB", shape.apart ? 48 : 40),
      line(`${request}, ${all} of ${rounds * counted.length}: p50`, at(0.5), "ms", 15),
      line(`${request}: p99`, at(0.99), "ms", 15),
    ];
  } finally {
    for (const socket of sockets) socket.terminate();
    await others?.leave();
    await fleet.stop();
    await mongod.stop();
    await directory.remove();
  }
};

const line = (what: string, rounds: number[], unit: string, atMost: number): Measured => ({
  what,
  rounds,
  unit,
  target: { atMost },
});
