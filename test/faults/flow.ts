import { setTimeout as pause } from "node:timers/promises";

import { codeOf, post, type Reply } from "../world/api.ts";
import { eventually } from "./eventually.ts";

/** One try of a client: when it asked and was answered, and what went wrong, if anything. */
export type Try = { askedAt: number; answeredAt: number; trouble: string | null };

export type Flow = {
  tries: readonly Try[];
  /** Waits until this many more were answered well. */
  goesOn(count: number, withinMs?: number): Promise<void>;
  stop(): Promise<void>;
};

/** What a client meets while something it needs is dead: no connection, one that broke, or the word for it. */
const AWAY = /^(ECONNREFUSED|ECONNRESET|EPIPE|UND_ERR_SOCKET|UNAVAILABLE)$/;

/** The troubles of these tries that a dead process does not excuse. */
export const inexcusable = (tries: readonly Try[]): string[] => [
  ...new Set(tries.flatMap(({ trouble }) => (trouble !== null && !AWAY.test(trouble) ? [trouble] : []))),
];

/** A code of the contract, or of the network, or else all that was said. */
const troubleOf = (error: unknown): string => {
  // Not by instanceof: what fetch throws was made outside of the realm that Jest gives to a test.
  const { message = "unknown", cause } = error as { message?: string; cause?: { code?: string; message?: string } };
  return cause?.code ?? /^\[\{.*"code":"(\w+)"/.exec(message)?.[1] ?? cause?.message ?? message;
};

type GoingOn = { stop(): Promise<void> };
const goingOn = new Set<GoingOn>();

/** What goes on until it is stopped. A test that failed leaves its own, which would keep the run alive for ever. */
export const untilStopped = <T extends GoingOn>(it: T): T => {
  goingOn.add(it);
  return it;
};

export const stopWhatGoesOn = async (): Promise<void> => {
  const left = [...goingOn];
  goingOn.clear();
  await Promise.all(left.map((it) => it.stop()));
};

/** Clients that ask again as soon as they were answered, or after a pause, until told to stop. */
export const steadily = (asks: () => Promise<void>, { clients = 4, pauseMs = 0 } = {}): Flow => {
  const tries: Try[] = [];
  let isOver = false;

  const client = async (): Promise<void> => {
    while (!isOver) {
      const askedAt = performance.now();
      const trouble = await asks().then(
        () => null,
        (error: unknown) => troubleOf(error),
      );
      tries.push({ askedAt, answeredAt: performance.now(), trouble });
      await pause(trouble ? 20 : pauseMs);
    }
  };
  const running = Promise.all(Array.from({ length: clients }, client));
  const flow: Flow = {
    tries,
    goesOn: async (count, withinMs = 10_000) => {
      const done = () => tries.filter(({ trouble }) => trouble === null).length;
      const reached = done() + count;
      await eventually(() => Promise.resolve(done() >= reached), withinMs).catch(() => {
        const seen = tries.slice(-50).map(({ trouble }) => trouble ?? "answered");
        throw new Error(`it did not go on within ${withinMs} ms: ${[...new Set(seen)].join(", ")}`);
      });
    },
    stop: async () => {
      isOver = true;
      await running;
    },
  };
  return untilStopped(flow);
};

/** Throws whatever keeps it from being answered well. */
export const asksWhoAmI = (url: string, token: () => string | null) => async (): Promise<void> => {
  const reply: Reply = await post(url, `{ me { email } }`, { token: token() });
  const code = codeOf(reply);
  if (code !== null) throw new Error(code);
  if (!reply.body.data?.me) throw new Error(`nobody (${reply.status})`);
};
