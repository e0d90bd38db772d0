import { setTimeout as pause } from "node:timers/promises";
import { ask } from "../ask.ts";
import { inParallel } from "../in-parallel.ts";
import { quantile, type Measured, type Pace } from "../measured.ts";
import { people, SIGN_IN, signInInput, type Person } from "../people.ts";
import { seedDevices } from "../seed-devices.ts";
import { openGround } from "../stage.ts";
import { watch } from "../watch.ts";
import { startFleet } from "./idle-sockets.ts";

const SIGNING_IN = 20;
const SIGN_INS_EVERY_MS = 250;

/** Thousands of trusted devices whose line broke, all back in the same moment: what no app made with the client library would do. */
export const reconnectingRow = async ({ devices }: Pace): Promise<Measured[]> => {
  const { env: settings, mails, close } = await openGround();
  const env = { ...settings, ACCESS_TOKEN_TTL: "2h" };
  const seeded = await seedDevices({ env, devices, asking: 0 });
  const fleet = await startFleet(env, { apart: false });
  try {
    const those = await people({ gatewayUrl: fleet.url, mails }, "kasa", SIGNING_IN);
    const open = (atOnce: number) =>
      inParallel(atOnce, seeded.length, (nth) => watch(fleet.url, seeded[nth]?.accessToken ?? "", () => undefined));
    const sockets = await open(16);
    await pause(2_000);
    for (const socket of sockets) socket.terminate();

    const startedAt = performance.now();
    let isBack = false;
    const signIns = signInsUntil(() => isBack, fleet.url, those);
    const back = await open(devices);
    const seconds = (performance.now() - startedAt) / 1_000;
    isBack = true;
    const taken = await signIns;
    for (const socket of back) socket.terminate();
    const line = (what: string, figure: number, unit: string, atMost: number): Measured => ({
      ...{ what: `${devices} sockets reconnect at once: ${what}`, rounds: [figure], unit, target: { atMost } },
    });
    return [
      line("all back after", seconds, "s", 30),
      line(`a sign-in meanwhile (${taken.length}), p99`, quantile(taken, 0.99), "ms", 2_000),
    ];
  } finally {
    await fleet.stop();
    await close();
  }
};

/** One after the other, at the pace of a clock; how many milliseconds each took. */
const signInsUntil = async (isOver: () => boolean, url: string, those: readonly Person[]): Promise<number[]> => {
  const taken: Promise<number>[] = [];
  for (let nth = 0; !isOver(); nth += 1) {
    const person = those[nth % those.length];
    if (!person) throw new Error("nobody is there to sign in");
    const startedAt = performance.now();
    taken.push(
      ask(url, { address: person.address }, SIGN_IN, signInInput(person)).then(() => performance.now() - startedAt),
    );
    await pause(SIGN_INS_EVERY_MS);
  }
  return Promise.all(taken);
};
