import { setTimeout as pause } from "node:timers/promises";
import type { WebSocket } from "ws";
import { ask } from "../ask.ts";
import { inRounds, quantile, type Measured, type Pace } from "../measured.ts";
import { clientFor, SIGN_IN, type Person } from "../people.ts";
import type { Stage } from "../stage.ts";
import { watch, type Seen } from "../watch.ts";

const SUBMIT = `mutation ($input: SubmitVerificationCodeInput!) { submitVerificationCode(input: $input) { __typename } }`;
const EVERY_MS = 20;

type Watcher = { person: Person; socket: WebSocket; seen: Seen[] };

const watching = async (gatewayUrl: string, person: Person): Promise<Watcher> => {
  const seen: Seen[] = [];
  const socket = await watch(gatewayUrl, String(person.accessToken), (it) => seen.push(it));
  return { person, socket, seen };
};

/** A new phone asks to be let in; how long it took from the request, the password checked, to the trusted device. */
const askToBeLetIn = async (gatewayUrl: string, { person, seen }: Watcher): Promise<number> => {
  const { email, password, address, client } = person;
  const before = seen.length;
  const newPhone = clientFor(client.appId, `${email}-new`);
  const { signIn } = await ask<{ signIn: { ticket: string } }>(gatewayUrl, { address }, SIGN_IN, {
    input: { email, password, client: newPhone },
  });
  for (let waited = 0; seen.length === before; waited += 1) {
    if (waited > 5_000) throw new Error("a request was never seen");
    await pause(1);
  }
  const it = seen.at(-1);
  // Completed, and not given up: more than three that are not turn the method off for an hour.
  const input = { ticket: signIn.ticket, code: it?.code ?? "", trustDevice: false };
  await ask(gatewayUrl, { address }, SUBMIT, { input });
  return it?.tookMs ?? NaN;
};

/** Request made → seen on the trusted device, fifty a second at most, with as many passwords hashed beside them. */
export const seenRow = async ({ gatewayUrl }: Stage, pace: Pace, those: readonly Person[]): Promise<Measured[]> => {
  const watchers = await Promise.all(those.map((person) => watching(gatewayUrl, person)));
  await pause(500);
  const round = async (): Promise<number[]> => {
    const asked: Promise<number>[] = [];
    for (const watcher of watchers) {
      asked.push(askToBeLetIn(gatewayUrl, watcher));
      await pause(EVERY_MS);
    }
    return Promise.all(asked);
  };
  await round();
  const rounds = await inRounds(pace.rounds, round);
  for (const { socket } of watchers) socket.terminate();
  const line = (name: string, share: number, atMost: number): Measured => ({
    what: `request made → seen on the trusted device, ${watchers.length} sockets: ${name}`,
    rounds: rounds.map((it) => quantile(it, share)),
    unit: "ms",
    target: { atMost },
  });
  return [line("p50", 0.5, 15), line("p99", 0.99, 15)];
};
