import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { WebSocket } from "ws";
import { ask } from "../ask.ts";
import { inRounds, quantile, type Measured, type Pace } from "../measured.ts";
import { clientFor, SIGN_IN, type Person } from "../people.ts";
import type { Stage } from "../stage.ts";

const WATCH = `subscription { verificationRequests {
  __typename ... on VerificationRequested { request { requestedAt code device { name } app { name } } }
} }`;
const SUBMIT = `mutation ($input: SubmitVerificationCodeInput!) { submitVerificationCode(input: $input) { __typename } }`;
const EVERY_MS = 20;

type Seen = { at: number; requestedAt: number; code: string };
type Watcher = { person: Person; socket: WebSocket; seen: Seen[] };
type Message = {
  type: string;
  payload?: { data?: { verificationRequests?: { request?: { requestedAt: string; code: string } } }; errors?: unknown };
};

const clock = () => performance.timeOrigin + performance.now();

/** A trusted device that watches for requests. */
const watch = async (gatewayUrl: string, person: Person): Promise<Watcher> => {
  const socket = new WebSocket(gatewayUrl.replace(/^http/, "ws"), "graphql-transport-ws");
  const seen: Seen[] = [];
  const acknowledged = Promise.withResolvers<string>();
  socket.on("message", (frame: Buffer) => {
    const at = clock();
    const { type, payload } = JSON.parse(frame.toString()) as Message;
    if (type === "connection_ack") acknowledged.resolve(type);
    if (type === "ping") socket.send('{"type":"pong"}');
    const request = payload?.data?.verificationRequests?.request;
    if (request) seen.push({ at, requestedAt: Date.parse(request.requestedAt), code: request.code });
  });
  await once(socket, "open");
  const authorization = `Bearer ${String(person.accessToken)}`;
  socket.send(JSON.stringify({ type: "connection_init", payload: { authorization } }));
  await acknowledged.promise;
  socket.send(JSON.stringify({ id: "1", type: "subscribe", payload: { query: WATCH } }));
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
  return it ? it.at - it.requestedAt : NaN;
};

/** Request made → seen on the trusted device, fifty a second at most, with as many passwords hashed beside them. */
export const seenRow = async ({ gatewayUrl }: Stage, pace: Pace, those: readonly Person[]): Promise<Measured[]> => {
  const watchers = await Promise.all(those.map((person) => watch(gatewayUrl, person)));
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
  const line = (name: string, share: number): Measured => ({
    what: `request made → seen on the trusted device, ${watchers.length} sockets: ${name}`,
    rounds: rounds.map((it) => quantile(it, share)),
    unit: "ms",
    target: null,
  });
  return [line("p50", 0.5), line("p99", 0.99)];
};
